// Where a node's comments are marked.
import { NODE_WIDTH } from "@/flow/ports";
import type { Point } from "@/flow/types";

/** Outside the card, at its lower right corner and under its last port. On the card it would cover other marks: seen from afar it grows,
 *  to the right and down. */
export const markerSpot = (place: Point, height: number): Point => ({ x: place.x + NODE_WIDTH + 4, y: place.y + height - 6 });
