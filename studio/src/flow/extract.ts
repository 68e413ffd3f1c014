// What taking nodes out into a flow of their own means for the drawing, and how its border reads to a person.
import { sourceOf, type Doc } from "./document";
import { snap } from "./grid";
import { ungroupNodes } from "./groups";
import type { Flow, Layout, NodeId } from "./types";

export interface Crossing {
  name: string;
  /** The expression that gives it its value. */
  from: string;
}

/** What the new flow is given by the step that runs it, and what it gives back. */
export function border(flow: Flow, step: NodeId, subflow: Flow): { inputs: Crossing[]; outputs: Crossing[] } {
  const given = flow.nodes.find((node) => node.id === step)?.config?.input;
  const inner = new Set(subflow.edges.map((edge) => sourceOf(edge).node));
  const end = subflow.nodes.find((node) => node.kind === "end" && !inner.has(node.id) && node.config?.output !== undefined);
  return { inputs: crossings(given), outputs: crossings(end?.config?.output) };
}

const crossings = (value: unknown): Crossing[] =>
  typeof value === "object" && value !== null ? Object.entries(value).map(([name, from]) => ({ name, from: typeof from === "string" ? from.replace(/^\s*\{\{\s*|\s*\}\}\s*$/g, "") : JSON.stringify(from) })) : [];

/** Puts the new document in the place of the old: the step stands in the middle of what went. */
export function replaceExtracted(doc: Doc, flow: Flow, step: NodeId): void {
  const left = new Set(flow.nodes.map((node) => node.id));
  const gone = doc.flow.nodes.filter((node) => !left.has(node.id)).map((node) => node.id);
  const spots = gone.flatMap((id) => doc.layout.nodes[id] ?? []);
  ungroupNodes(doc, gone);
  for (const id of gone) delete doc.layout.nodes[id];
  doc.flow = flow;
  const middle = (key: "x" | "y") => (spots.length === 0 ? 0 : (Math.min(...spots.map((at) => at[key])) + Math.max(...spots.map((at) => at[key]))) / 2);
  doc.layout.nodes[step] = snap({ x: middle("x"), y: middle("y") });
}

/** The nodes stand in the new flow as they stood to each other, with room for its start. */
export function extractedLayout(layout: Layout, subflow: Flow): Layout {
  const spots = subflow.nodes.flatMap((node) => (layout.nodes[node.id] ? [[node.id, layout.nodes[node.id] as { x: number; y: number }] as const] : []));
  if (spots.length === 0) return { nodes: {} };
  const left = Math.min(...spots.map(([, at]) => at.x));
  const top = Math.min(...spots.map(([, at]) => at.y));
  const nodes = Object.fromEntries(spots.map(([id, at]) => [id, snap({ x: at.x - left + 328, y: at.y - top })]));
  return { nodes: { start: { x: 0, y: 0 }, ...nodes } };
}
