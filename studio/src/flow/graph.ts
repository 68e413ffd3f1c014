// Walking a flow: order, neighbours, what is upstream, loops.
import { allNodes, findNode, incoming, outgoing, shapeOf, sourceOf, START } from "./document";
import type { Flow, NodeId, Point } from "./types";

interface Order {
  ids: NodeId[];
  place: Map<NodeId, number>;
}

const orders = new WeakMap<Flow, Order>();

function ordered(flow: Flow): Order {
  const shape = shapeOf(flow);
  const known = orders.get(shape);
  if (known) return known;
  const seen = new Set<NodeId>([START]);
  const queue: NodeId[] = [START];
  for (let at = 0; at < queue.length; at += 1) {
    for (const edge of outgoing(flow, queue[at] as NodeId)) {
      if (!seen.has(edge.to)) {
        seen.add(edge.to);
        queue.push(edge.to);
      }
    }
  }
  for (const node of allNodes(flow)) if (!seen.has(node.id)) queue.push(node.id);
  const ids = queue.filter((id) => findNode(flow, id) !== undefined);
  const made: Order = { ids, place: new Map(ids.map((id, index) => [id, index])) };
  if (Object.isFrozen(shape)) orders.set(shape, made);
  return made;
}

/** Reachable nodes first in breadth from the start, then the rest as listed. */
export const order = (flow: Flow): NodeId[] => ordered(flow).ids;

/** Which step of the flow a node is, from 1. */
export const stepNumber = (flow: Flow, id: NodeId): number => (ordered(flow).place.get(id) ?? -1) + 1;

/** Every node from which `id` can be reached, itself left out unless it is in a loop. */
export function upstream(flow: Flow, id: NodeId): Set<NodeId> {
  const found = new Set<NodeId>();
  const queue = incoming(flow, id).map((edge) => sourceOf(edge).node);
  while (queue.length > 0) {
    const next = queue.pop() as NodeId;
    if (found.has(next)) continue;
    found.add(next);
    queue.push(...incoming(flow, next).map((edge) => sourceOf(edge).node));
  }
  return found;
}

export type Direction = "left" | "right" | "up" | "down";

/** Where an arrow key leads: along edges sideways, to the nearest other branch up and down. */
export function neighbour(flow: Flow, positions: Record<NodeId, Point>, id: NodeId, direction: Direction): NodeId | null {
  const y = (node: NodeId) => positions[node]?.y ?? 0;
  const here = positions[id] ?? { x: 0, y: 0 };
  if (direction === "right" || direction === "left") {
    const ends =
      direction === "right"
        ? outgoing(flow, id).map((edge) => edge.to)
        : incoming(flow, id).map((edge) => sourceOf(edge).node);
    return ends.toSorted((a, b) => Math.abs(y(a) - here.y) - Math.abs(y(b) - here.y))[0] ?? null;
  }
  const sign = direction === "down" ? 1 : -1;
  let best: { id: NodeId; distance: number } | null = null;
  for (const node of allNodes(flow)) {
    const at = positions[node.id];
    if (!at || node.id === id) continue;
    const ahead = (at.y - here.y) * sign;
    if (ahead <= 4) continue;
    const distance = ahead + 2 * Math.abs(at.x - here.x);
    if (!best || distance < best.distance) best = { id: node.id, distance };
  }
  return best?.id ?? null;
}

/** What of the flow the start leads to, who must be passed on the way, and the loops in it. */
export interface Structure {
  reached: ReadonlySet<NodeId>;
  dominates(a: NodeId, b: NodeId): boolean;
  /** Entry of each structured loop, with its members. */
  loops: ReadonlyMap<NodeId, ReadonlySet<NodeId>>;
}

const structures = new WeakMap<Flow, Structure>();

/** Loops by dominators, as the checker has them; used to say why a connection would be refused. */
export function structureOf(flow: Flow): Structure {
  const shape = shapeOf(flow);
  const known = structures.get(shape);
  if (known) return known;
  const { finished, back } = walk(flow);
  const sequence = finished.toReversed();
  const place = new Map(sequence.map((id, index) => [id, index]));
  const before = (id: NodeId) => incoming(flow, id).map((edge) => sourceOf(edge).node).filter((node) => place.has(node));

  // Cooper, Harvey and Kennedy: each node's closest dominator, by walking up two chains until they meet.
  const above = new Map<NodeId, NodeId>([[START, START]]);
  const meet = (a: NodeId, b: NodeId): NodeId => {
    while (a !== b) {
      while ((place.get(a) ?? 0) > (place.get(b) ?? 0)) a = above.get(a) as NodeId;
      while ((place.get(b) ?? 0) > (place.get(a) ?? 0)) b = above.get(b) as NodeId;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of sequence) {
      if (id === START) continue;
      const ready = before(id).filter((node) => above.has(node));
      const closest = ready.reduce<NodeId | null>((found, node) => (found === null ? node : meet(found, node)), null);
      if (closest !== null && above.get(id) !== closest) {
        above.set(id, closest);
        changed = true;
      }
    }
  }
  const dominates = (a: NodeId, b: NodeId): boolean => {
    for (let at: NodeId | undefined = b; at !== undefined; at = at === START ? undefined : above.get(at)) if (at === a) return true;
    return false;
  };

  const loops = new Map<NodeId, Set<NodeId>>();
  for (const { from, to } of back) {
    if (!dominates(to, from)) continue;
    const body = loops.get(to) ?? new Set([to]);
    const queue = [from];
    while (queue.length > 0) {
      const id = queue.pop() as NodeId;
      if (body.has(id)) continue;
      body.add(id);
      queue.push(...before(id));
    }
    loops.set(to, body);
  }
  const made: Structure = { reached: new Set(sequence), dominates, loops };
  if (Object.isFrozen(shape)) structures.set(shape, made);
  return made;
}

/** Depth first from the start: nodes in the order they are left, and the edges that lead back to a node still open. */
function walk(flow: Flow): { finished: NodeId[]; back: { from: NodeId; to: NodeId }[] } {
  const finished: NodeId[] = [];
  const back: { from: NodeId; to: NodeId }[] = [];
  const state = new Map<NodeId, "open" | "done">([[START, "open"]]);
  const stack: { id: NodeId; at: number }[] = [{ id: START, at: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { id: NodeId; at: number };
    const to = outgoing(flow, top.id)[top.at]?.to;
    if (to === undefined) {
      state.set(top.id, "done");
      finished.push(top.id);
      stack.pop();
      continue;
    }
    top.at += 1;
    const seen = state.get(to);
    if (seen === "open") back.push({ from: top.id, to });
    else if (!seen && findNode(flow, to)) {
      state.set(to, "open");
      stack.push({ id: to, at: 0 });
    }
  }
  return { finished, back };
}
