// What an editor holds: the flow and, beside it, where its nodes are drawn.
import type { Flow, FlowEdge, FlowNode, Layout, NodeId, PortId } from "./types";

export interface Doc {
  flow: Flow;
  layout: Layout;
}

/** The first node of every flow is not listed in the document. */
export const START = "start";
export const OUT = "out";

/** Where a node stands, if it has a place. Its id may be a word that every object knows (`constructor`). */
export const placeOf = (layout: Layout, id: NodeId): Layout["nodes"][NodeId] | undefined => (Object.hasOwn(layout.nodes, id) ? layout.nodes[id] : undefined);

export interface End {
  node: NodeId;
  port: PortId;
}

export function sourceOf(edge: FlowEdge): End {
  const dot = edge.from.indexOf(".");
  if (dot < 0) return { node: edge.from, port: OUT };
  return { node: edge.from.slice(0, dot), port: edge.from.slice(dot + 1) };
}

/** `kb` for the plain port, `helped.no` for a named one: what the canonical document has. */
export const fromOf = (end: End): string => (end.port === OUT ? end.node : `${end.node}.${end.port}`);

export const edgeId = (edge: FlowEdge): string => `${edge.from}->${edge.to}`;

interface Index {
  /** The first of the documents with these nodes and edges. */
  shape: Flow;
  /** Where each node stands among all nodes. */
  places: Map<NodeId, number>;
  out: Map<NodeId, FlowEdge[]>;
  in: Map<NodeId, FlowEdge[]>;
}

/** A document is never changed in place, so what is worked out about it holds as long as it does. */
const indexes = new WeakMap<Flow, Index>();
const lists = new WeakMap<Flow, FlowNode[]>();
/** By the connections, which an edit of settings keeps: the index that was made with them last. */
const shapes = new WeakMap<FlowEdge[], Index>();

function indexOf(flow: Flow): Index {
  const known = indexes.get(flow);
  if (known) return known;
  // A draft that is being edited changes in place: only finished documents are remembered.
  if (!Object.isFrozen(flow)) return makeIndex(flow);
  const before = shapes.get(flow.edges);
  const made = before && isShaped(flow, before.shape) ? before : makeIndex(flow);
  shapes.set(flow.edges, made);
  indexes.set(flow, made);
  return made;
}

/** Of two documents with the same connections. */
const isShaped = (flow: Flow, as: Flow): boolean =>
  flow.nodes.length === as.nodes.length &&
  flow.nodes.every((node, at) => {
    const other = as.nodes[at] as FlowNode;
    return node === other || (node.id === other.id && node.kind === other.kind && node.parent === other.parent);
  });

function makeIndex(flow: Flow): Index {
  const out = new Map<NodeId, FlowEdge[]>();
  const into = new Map<NodeId, FlowEdge[]>();
  for (const edge of flow.edges) {
    put(out, sourceOf(edge).node, edge);
    put(into, edge.to, edge);
  }
  if (Object.isFrozen(flow)) {
    keep(out, leaving);
    keep(into, arriving);
  }
  return { shape: flow, places: new Map(allNodes(flow).map((node, at) => [node.id, at])), out, in: into };
}

function put(map: Map<NodeId, FlowEdge[]>, id: NodeId, edge: FlowEdge): void {
  const list = map.get(id);
  if (list) list.push(edge);
  else map.set(id, [edge]);
}

/** Lists of connections by the first of them. */
type Lists = WeakMap<FlowEdge, FlowEdge[]>;
const leaving: Lists = new WeakMap();
const arriving: Lists = new WeakMap();

/** Lists that say what they said before are the ones from before, whatever other documents were looked at meanwhile: whoever draws by
 *  them draws nothing anew. */
function keep(made: Map<NodeId, FlowEdge[]>, before: Lists): void {
  for (const [id, list] of made) {
    const first = list[0] as FlowEdge;
    const old = before.get(first);
    if (old && old.length === list.length && old.every((edge, at) => edge === list[at])) made.set(id, old);
    else before.set(first, list);
  }
}

const IMPLICIT_START: FlowNode = { id: START, kind: "start" };
const NO_EDGES: FlowEdge[] = [];

/** The same object for all documents, one after the other, that differ in settings and titles only. What follows from ids, kinds,
 *  bodies and edges is worked out once by it. */
export const shapeOf = (flow: Flow): Flow => indexOf(flow).shape;

/** All nodes, the implicit start included. */
export function allNodes(flow: Flow): FlowNode[] {
  const known = lists.get(flow);
  if (known) return known;
  const nodes = flow.nodes.some((node) => node.id === START) ? flow.nodes : [IMPLICIT_START, ...flow.nodes];
  if (Object.isFrozen(flow)) lists.set(flow, nodes);
  return nodes;
}

export function findNode(flow: Flow, id: NodeId): FlowNode | undefined {
  const at = indexOf(flow).places.get(id);
  return at === undefined ? undefined : allNodes(flow)[at];
}

/** Whether runs pass the node by: it is switched off, or what it is inside of is. */
export function isOff(flow: Flow, id: NodeId): boolean {
  let node = findNode(flow, id);
  // Bounded: parents may be drawn in a circle, which is a finding.
  for (let depth = 0; node && depth < 20; depth += 1) {
    if (node.disabled) return true;
    node = node.parent ? findNode(flow, node.parent) : undefined;
  }
  return false;
}

export const outgoing = (flow: Flow, id: NodeId): FlowEdge[] => indexOf(flow).out.get(id) ?? NO_EDGES;

export const incoming = (flow: Flow, id: NodeId): FlowEdge[] => indexOf(flow).in.get(id) ?? NO_EDGES;

/** Equality of JSON values; key order does not matter. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
}
