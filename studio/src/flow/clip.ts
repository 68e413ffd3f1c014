// The clipboard is text, so that it works across flows, tabs and in a chat message.
import { withBodies } from "./bodies";
import { placeOf, sourceOf, START } from "./document";
import type { Doc } from "./document";
import { groupsOf } from "./groups";
import { notesOf } from "./notes";
import type { FlowEdge, FlowNode, Group, NodeId, Note, Point } from "./types";

export interface Clip {
  format: "flowright-clip/1";
  nodes: FlowNode[];
  edges: FlowEdge[];
  layout: Record<NodeId, Point>;
  groups: Group[];
  notes: Note[];
}

const NONE: ReadonlySet<string> = new Set();

export function copy(doc: Doc, ids: ReadonlySet<NodeId>, noteIds: ReadonlySet<string> = NONE): Clip | null {
  const all = withBodies(doc.flow, ids);
  const nodes = doc.flow.nodes.filter((node) => all.has(node.id) && node.id !== START);
  const notes = notesOf(doc.layout).filter((note) => noteIds.has(note.id));
  if (nodes.length === 0 && notes.length === 0) return null;
  const inside = new Set(nodes.map((node) => node.id));
  return {
    format: "flowright-clip/1",
    nodes,
    edges: doc.flow.edges.filter((edge) => inside.has(sourceOf(edge).node) && inside.has(edge.to)),
    layout: Object.fromEntries(nodes.map((node) => [node.id, placeOf(doc.layout, node.id) ?? { x: 0, y: 0 }])),
    // A group goes along when all of it does; a part of it is only nodes.
    groups: groupsOf(doc.layout).filter((group) => group.nodes.every((id) => inside.has(id))),
    notes,
  };
}

export const write = (clip: Clip): string => JSON.stringify(clip, null, 2);

/** Where a node of a clip stands. Its id may be any word, also one that every object knows (`constructor`). */
export const spotOf = (clip: Clip, id: NodeId): Point => placeOf({ nodes: clip.layout }, id) ?? { x: 0, y: 0 };

/** Whether a text means to be a clip, whole or cut short; what is in it is read by `clip-read`. */
export const meansClip = (text: string): boolean => /^\s*\{[^]*?"format"\s*:\s*"flowright-clip\//.test(text.slice(0, 200)) || (text.includes('"flowright-clip/1"') && text.trimStart().startsWith("{"));
