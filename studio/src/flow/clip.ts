// The clipboard is text, so that it works across flows, tabs and in a chat message.
import { withBodies } from "./bodies";
import { sourceOf, START } from "./document";
import type { Doc } from "./document";
import type { FlowEdge, FlowNode, NodeId, Point } from "./types";

export interface Clip {
  format: "flowright-clip/1";
  nodes: FlowNode[];
  edges: FlowEdge[];
  layout: Record<NodeId, Point>;
}

export function copy(doc: Doc, ids: ReadonlySet<NodeId>): Clip | null {
  const all = withBodies(doc.flow, ids);
  const nodes = doc.flow.nodes.filter((node) => all.has(node.id) && node.id !== START);
  if (nodes.length === 0) return null;
  const inside = new Set(nodes.map((node) => node.id));
  return {
    format: "flowright-clip/1",
    nodes,
    edges: doc.flow.edges.filter((edge) => inside.has(sourceOf(edge).node) && inside.has(edge.to)),
    layout: Object.fromEntries(nodes.map((node) => [node.id, doc.layout.nodes[node.id] ?? { x: 0, y: 0 }])),
  };
}

export const write = (clip: Clip): string => JSON.stringify(clip, null, 2);

/** `null` for text that is not a clip: anything may be on the clipboard. */
export function read(text: string): Clip | null {
  try {
    const value = JSON.parse(text) as Partial<Clip> | null;
    if (value?.format !== "flowright-clip/1" || !Array.isArray(value.nodes) || !Array.isArray(value.edges)) return null;
    const nodes = value.nodes.filter((node) => typeof node?.id === "string" && typeof node.kind === "string");
    const edges = value.edges.filter((edge) => typeof edge?.from === "string" && typeof edge.to === "string");
    return nodes.length ? { format: "flowright-clip/1", nodes, edges, layout: value.layout ?? {} } : null;
  } catch {
    return null;
  }
}
