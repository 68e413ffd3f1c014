// Where nodes go when nobody has placed them: columns by distance from the start, a row for each branch.
import { afterBody } from "./bodies";
import { allNodes, findNode, incoming, outgoing, placeOf, sourceOf, START } from "./document";
import { order } from "./graph";
import { groupsOf } from "./groups";
import { nodeHeight, NODE_WIDTH, portsOf } from "./ports";
import { snap } from "./grid";
import type { Kinds } from "./connect";
import type { Flow, Layout, NodeId, Point } from "./types";

export const GAP_X = 88;
const GAP_Y = 48;

/** Positions for the whole flow. */
export function tidy(flow: Flow, kinds: Kinds): Record<NodeId, Point> {
  const column = columns(flow);
  const heights = new Map(allNodes(flow).map((node) => [node.id, nodeHeight(portsOf(node, kinds.get(node.kind)))]));
  const rows = new Map<number, NodeId[]>();
  for (const id of order(flow)) rows.set(column.get(id) ?? 0, [...(rows.get(column.get(id) ?? 0) ?? []), id]);
  const result: Record<NodeId, Point> = {};
  for (const at of [...rows.keys()].toSorted((a, b) => a - b)) {
    const ids = rows.get(at) ?? [];
    // A node wants to stand where its predecessors' ports are; ties keep the order of the walk.
    const wish = new Map(ids.map((id) => [id, wishedY(flow, kinds, result, id)]));
    let free = Number.NEGATIVE_INFINITY;
    for (const id of ids.toSorted((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))) {
      const y = Math.max(wish.get(id) ?? 0, free);
      result[id] = snap({ x: at * (NODE_WIDTH + GAP_X), y });
      free = y + (heights.get(id) ?? 84) + GAP_Y;
    }
  }
  return result;
}

/** Longest path from the start, edges back left out. */
function columns(flow: Flow): Map<NodeId, number> {
  const finished: NodeId[] = [];
  const state = new Map<NodeId, "open" | "done">();
  const forward = new Map<NodeId, NodeId[]>();
  const visit = (id: NodeId) => {
    state.set(id, "open");
    const next = [...outgoing(flow, id).map((edge) => edge.to), ...afterBody(flow, id)].filter((to) => state.get(to) !== "open");
    forward.set(id, next);
    for (const to of next) if (!state.has(to)) visit(to);
    state.set(id, "done");
    finished.push(id);
  };
  visit(START);
  const depth = new Map<NodeId, number>([[START, 0]]);
  for (const id of finished.toReversed()) {
    for (const to of forward.get(id) ?? []) depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(id) ?? 0) + 1));
  }
  let last = Math.max(...depth.values());
  for (const node of allNodes(flow)) if (!depth.has(node.id)) depth.set(node.id, (last += 1));
  return depth;
}

function wishedY(flow: Flow, kinds: Kinds, placed: Record<NodeId, Point>, id: NodeId): number {
  const wishes = incoming(flow, id)
    .flatMap((edge) => {
      const source = sourceOf(edge);
      const at = Object.hasOwn(placed, source.node) ? placed[source.node] : undefined;
      const node = findNode(flow, source.node);
      if (!at || !node) return [];
      const ports = portsOf(node, kinds.get(node.kind));
      const index = Math.max(0, ports.findIndex((port) => port.name === source.port));
      return [at.y + (index - (ports.length - 1) / 2) * 110];
    });
  return wishes.length ? wishes.reduce((sum, y) => sum + y, 0) / wishes.length : 0;
}

/** Adds positions for nodes that have none and leaves the others alone; those of nodes that are no more go. */
export function complete(flow: Flow, known: Layout, kinds: Kinds): Layout {
  const layout = withoutStale(flow, known);
  const missing = allNodes(flow).filter((node) => !placeOf(layout, node.id));
  if (missing.length === 0) return layout;
  const all = tidy(flow, kinds);
  if (missing.length === allNodes(flow).length) return { ...layout, nodes: all };
  const nodes = { ...layout.nodes };
  const below = Math.max(...Object.values(layout.nodes).map((at) => at.y)) + 160;
  for (const node of missing) {
    const wish = all[node.id] ?? { x: 0, y: 0 };
    const taken = Object.values(nodes).some((at) => Math.abs(at.x - wish.x) < NODE_WIDTH && Math.abs(at.y - wish.y) < 100);
    nodes[node.id] = snap(taken ? { x: wish.x, y: below } : wish);
  }
  return { ...layout, nodes };
}

/** A place that nobody stands on would still be fitted into view, and kept free. */
function withoutStale(flow: Flow, layout: Layout): Layout {
  const ids = new Set(allNodes(flow).map((node) => node.id));
  const kept = Object.entries(layout.nodes).filter(([id]) => ids.has(id));
  const isClean = kept.length === Object.keys(layout.nodes).length && groupsOf(layout).every((group) => group.nodes.every((id) => ids.has(id)));
  if (isClean) return layout;
  const { groups = [], ...rest } = layout;
  const left = groups.map((group) => ({ ...group, nodes: group.nodes.filter((id) => ids.has(id)) })).filter((group) => group.nodes.length > 0);
  return { ...rest, nodes: Object.fromEntries(kept), ...(left.length > 0 && { groups: left }) };
}

/** A free place on the right of a node. */
export function placeAfter(layout: Layout, id: NodeId): Point {
  const at = placeOf(layout, id) ?? { x: 0, y: 0 };
  const spot = { x: at.x + NODE_WIDTH + GAP_X, y: at.y };
  const hit = () => Object.values(layout.nodes).some((other) => Math.abs(other.x - spot.x) < NODE_WIDTH && Math.abs(other.y - spot.y) < 100);
  while (hit()) spot.y += 120;
  return snap(spot);
}
