// Two revisions as one drawing: the newer one, and in it what went, in its old place.
import type { Entry, Mark } from "./changes";
import { allNodes, type Doc, edgeId, findNode, sourceOf } from "./document";
import type { Edge } from "./generated/flow";
import { NODE_HEIGHT, NODE_WIDTH } from "./ports";
import type { FlowEdge, FlowNode, NodeId, Point } from "./types";

export interface NodeMark {
  is: Mark;
  /** How many of its fields changed. */
  count: number;
  was?: string;
}

export interface Marks {
  nodes: ReadonlyMap<NodeId, NodeMark>;
  /** By the id of the edge. */
  edges: ReadonlyMap<string, "added" | "removed">;
  /** Stand elsewhere than before; layout is not logic, so this is no change. */
  moved: ReadonlySet<NodeId>;
}

export interface DrawnDiff extends Marks {
  doc: Doc;
}

const APART = 24;

export function drawnDiff(base: Doc, head: Doc, list: Entry[]): DrawnDiff {
  const nodes = new Map<NodeId, NodeMark>();
  const edges = new Map<string, "added" | "removed">();
  const ghosts: FlowNode[] = [];
  const goneEdges: FlowEdge[] = [];
  const places: Record<NodeId, Point> = { ...head.layout.nodes };
  for (const entry of list) {
    if (entry.group === "nodes") {
      nodes.set(entry.name, { is: entry.mark, count: entry.fields.length, was: entry.was });
      if (entry.mark !== "removed" || findNode(head.flow, entry.name)) continue;
      const node = entry.value as FlowNode;
      ghosts.push({ ...node, id: entry.name });
      const at = base.layout.nodes[node.id] ?? base.layout.nodes[entry.name];
      if (at) places[entry.name] = beside(at, Object.values(places));
    }
    if (entry.group === "edges" && entry.edge) {
      edges.set(edgeId(entry.edge), entry.mark === "removed" ? "removed" : "added");
      if (entry.mark === "removed") goneEdges.push(entry.edge);
    }
  }
  const flow = { ...head.flow, nodes: [...head.flow.nodes, ...ghosts] };
  const isThere = new Set(allNodes(flow).map((node) => node.id));
  const known = new Set(head.flow.edges.map(edgeId));
  const stands = (edge: Edge) => isThere.has(sourceOf(edge).node) && isThere.has(edge.to) && !known.has(edgeId(edge));
  return { doc: { flow: { ...flow, edges: [...head.flow.edges, ...goneEdges.filter(stands)] }, layout: { ...head.layout, nodes: places } }, nodes, edges, moved: moved(base, head, nodes) };
}

/** In its old place, or under what stands there now: neither may hide the other. */
function beside(at: Point, taken: Point[]): Point {
  let spot = at;
  while (taken.some((one) => Math.abs(one.x - spot.x) < NODE_WIDTH && Math.abs(one.y - spot.y) < NODE_HEIGHT)) spot = { x: spot.x, y: spot.y + NODE_HEIGHT + APART };
  return spot;
}

function moved(base: Doc, head: Doc, nodes: ReadonlyMap<NodeId, NodeMark>): Set<NodeId> {
  const found = new Set<NodeId>();
  for (const node of allNodes(head.flow)) {
    const before = base.layout.nodes[nodes.get(node.id)?.was ?? node.id];
    const now = head.layout.nodes[node.id];
    if (before && now && (before.x !== now.x || before.y !== now.y)) found.add(node.id);
  }
  return found;
}
