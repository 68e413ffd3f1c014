// Where a thing goes that is put beside others or between two, and what makes room for it.
import { afterBody, type Box } from "./bodies";
import { outgoing } from "./document";
import { GRID } from "./grid";
import { GAP_X, placeAfter } from "./layout";
import { NODE_WIDTH } from "./ports";
import type { Flow, Layout, NodeId, Point } from "./types";

/** Less would make the connections too short to see. */
const LEAST = 40;

/** What follows moves on by as much as is missing; where there is room enough, nothing moves. Pinned nodes keep their place. */
export function between(flow: Flow, layout: Layout, from: NodeId, to: NodeId): { at: Point; moves: Record<NodeId, Point> } {
  const [a, b] = [layout.nodes[from], layout.nodes[to]];
  // A way back has no place between its ends.
  if (!a || !b || b.x < a.x + NODE_WIDTH) return { at: placeAfter(layout, from), moves: {} };
  const gap = b.x - a.x - NODE_WIDTH;
  const shift = gap < NODE_WIDTH + 2 * LEAST ? NODE_WIDTH + 2 * GAP_X - gap : 0;
  const at = { x: a.x + NODE_WIDTH + (gap + shift - NODE_WIDTH) / 2, y: (a.y + b.y) / 2 };
  if (shift === 0) return { at, moves: {} };
  const following = [...downstream(flow, to)].flatMap((id) => {
    const place = layout.nodes[id];
    return place && !place.pinned && place.x >= b.x ? [[id, { x: place.x + shift, y: place.y }] as const] : [];
  });
  return { at, moves: Object.fromEntries(following) };
}

function downstream(flow: Flow, from: NodeId): Set<NodeId> {
  const found = new Set([from]);
  // A set that grows while it is walked is walked to its end.
  for (const id of found) for (const next of [...outgoing(flow, id).map((edge) => edge.to), ...afterBody(flow, id)]) found.add(next);
  return found;
}

/** Between things one above the other. */
export const GAP = 24;

export const overlap = (a: Box, b: Box, gap: number): boolean => a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;

const blocking = (taken: Box[], box: Box) => taken.find((other) => overlap(other, box, GAP / 2));

/** From where a box is, downwards: the first height at which it lies on nothing. */
export function below(taken: Box[], box: Box): number {
  let { y } = box;
  for (let hit = blocking(taken, box); hit; hit = blocking(taken, { ...box, y })) y = Math.ceil((hit.y + hit.height + GAP) / GRID) * GRID;
  return y;
}

/** The same upwards. */
export function above(taken: Box[], box: Box): number {
  let { y } = box;
  for (let hit = blocking(taken, box); hit; hit = blocking(taken, { ...box, y })) y = Math.floor((hit.y - box.height - GAP) / GRID) * GRID;
  return y;
}
