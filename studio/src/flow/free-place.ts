// Where there is room for a thing that could stand anywhere.
import type { Box } from "./bodies";
import { above, below } from "./room";
import type { Point } from "./types";

/** Lying on its side: what goes down then goes to the right. */
const turned = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width });

/** The nearest place straight below, above, or to a side at which a box lies on nothing; its own, where it does so already. */
export function freePlace(taken: Box[], box: Box): Point {
  const [turnedTaken, turnedBox] = [taken.map(turned), turned(box)];
  const [x, y] = [box.x, box.y];
  const spots = [{ x, y: below(taken, box) }, { x: below(turnedTaken, turnedBox), y }, { x, y: above(taken, box) }, { x: above(turnedTaken, turnedBox), y }];
  const way = (to: Point) => Math.abs(to.x - x) + Math.abs(to.y - y);
  return spots.reduce((nearest, one) => (way(one) < way(nearest) ? one : nearest));
}
