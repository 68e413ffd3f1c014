// What an editor holds: the flow and, beside it, where its nodes are drawn.
import type { Flow, FlowEdge, FlowNode, Layout, NodeId, PortId } from "./types";

export interface Doc {
  flow: Flow;
  layout: Layout;
}

/** The first node of every flow is not listed in the document. */
export const START = "start";
export const OUT = "out";

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
  nodes: FlowNode[];
  byId: Map<NodeId, FlowNode>;
  out: Map<NodeId, FlowEdge[]>;
  in: Map<NodeId, FlowEdge[]>;
}

/** A document is never changed in place, so what is worked out about it holds as long as it does. */
const indexes = new WeakMap<Flow, Index>();

function indexOf(flow: Flow): Index {
  const known = indexes.get(flow);
  if (known) return known;
  const nodes = flow.nodes.some((node) => node.id === START) ? flow.nodes : [IMPLICIT_START, ...flow.nodes];
  const made: Index = { nodes, byId: new Map(nodes.map((node) => [node.id, node])), out: new Map(), in: new Map() };
  const put = (map: Map<NodeId, FlowEdge[]>, id: NodeId, edge: FlowEdge) => {
    const list = map.get(id);
    if (list) list.push(edge);
    else map.set(id, [edge]);
  };
  for (const edge of flow.edges) {
    put(made.out, sourceOf(edge).node, edge);
    put(made.in, edge.to, edge);
  }
  // A draft that is being edited changes in place: only finished documents are remembered.
  if (Object.isFrozen(flow)) indexes.set(flow, made);
  return made;
}

const IMPLICIT_START: FlowNode = { id: START, kind: "start" };
const NO_EDGES: FlowEdge[] = [];

/** All nodes, the implicit start included. */
export const allNodes = (flow: Flow): FlowNode[] => indexOf(flow).nodes;

export const findNode = (flow: Flow, id: NodeId): FlowNode | undefined => indexOf(flow).byId.get(id);

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
