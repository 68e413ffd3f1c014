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

/** All nodes, the implicit start included. */
export function allNodes(flow: Flow): FlowNode[] {
  if (flow.nodes.some((node) => node.id === START)) return flow.nodes;
  return [{ id: START, kind: "start" }, ...flow.nodes];
}

export const findNode = (flow: Flow, id: NodeId): FlowNode | undefined => allNodes(flow).find((node) => node.id === id);

export const outgoing = (flow: Flow, id: NodeId): FlowEdge[] => flow.edges.filter((edge) => sourceOf(edge).node === id);

export const incoming = (flow: Flow, id: NodeId): FlowEdge[] => flow.edges.filter((edge) => edge.to === id);

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
