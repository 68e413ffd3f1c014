// Walking a flow: order, neighbours, what is upstream, loops.
import { allNodes, incoming, outgoing, sourceOf, START } from "./document";
import type { Flow, NodeId, Point } from "./types";

/** Reachable nodes first in breadth from the start, then the rest as listed. */
export function order(flow: Flow): NodeId[] {
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
  return queue.filter((id) => allNodes(flow).some((node) => node.id === id));
}

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

/** A loop that a flow graph has: the edge back, and its entry. */
interface Loops {
  /** Retreating edges whose target does not dominate their source: the graph is not structured. */
  crooked: { from: NodeId; to: NodeId }[];
  /** Entry of each structured loop, with its members. */
  bodies: Map<NodeId, Set<NodeId>>;
}

/** Loops by dominators, as the checker has it; used to say why a connection would be refused. */
export function loops(flow: Flow): Loops {
  const nodes = order(flow).filter((id) => id === START || upstream(flow, id).has(START));
  const next = new Map(nodes.map((id) => [id, [...new Set(outgoing(flow, id).map((edge) => edge.to))]]));
  const before = new Map(nodes.map((id) => [id, incoming(flow, id).map((edge) => sourceOf(edge).node).filter((n) => next.has(n))]));
  const dominators = new Map<NodeId, Set<NodeId>>(nodes.map((id) => [id, id === START ? new Set([START]) : new Set(nodes)]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of nodes) {
      if (id === START) continue;
      const sets = (before.get(id) ?? []).map((node) => dominators.get(node) as Set<NodeId>);
      const meet = new Set(sets.length ? [...(sets[0] as Set<NodeId>)].filter((d) => sets.every((set) => set.has(d))) : []);
      meet.add(id);
      if (meet.size !== dominators.get(id)?.size) {
        dominators.set(id, meet);
        changed = true;
      }
    }
  }
  const crooked: Loops["crooked"] = [];
  const bodies: Loops["bodies"] = new Map();
  for (const { from, to } of retreating(next)) {
    if (!dominators.get(from)?.has(to)) {
      crooked.push({ from, to });
      continue;
    }
    const body = bodies.get(to) ?? new Set([to]);
    const queue = [from];
    while (queue.length > 0) {
      const id = queue.pop() as NodeId;
      if (body.has(id)) continue;
      body.add(id);
      queue.push(...(before.get(id) ?? []));
    }
    bodies.set(to, body);
  }
  return { crooked, bodies };
}

/** Edges that lead back to a node which is still open in a depth-first walk from the start. */
function retreating(next: Map<NodeId, NodeId[]>): { from: NodeId; to: NodeId }[] {
  const found: { from: NodeId; to: NodeId }[] = [];
  const state = new Map<NodeId, "open" | "done">();
  const stack: { id: NodeId; at: number }[] = [{ id: START, at: 0 }];
  state.set(START, "open");
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { id: NodeId; at: number };
    const to = next.get(top.id)?.[top.at];
    if (to === undefined) {
      state.set(top.id, "done");
      stack.pop();
      continue;
    }
    top.at += 1;
    const seen = state.get(to);
    if (seen === "open") found.push({ from: top.id, to });
    else if (!seen && next.has(to)) {
      state.set(to, "open");
      stack.push({ id: to, at: 0 });
    }
  }
  return found;
}
