// The clipboard is text, so that it works across flows, tabs and in a chat message.
import { withBodies } from "./bodies";
import { sourceOf, START } from "./document";
import type { Doc } from "./document";
import { groupsOf } from "./groups";
import { NOTE_HEIGHT, NOTE_WIDTH, notesOf } from "./notes";
import { COLOURS, type FlowEdge, type FlowNode, type Group, type NodeId, type Note, type Point } from "./types";

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
    layout: Object.fromEntries(nodes.map((node) => [node.id, doc.layout.nodes[node.id] ?? { x: 0, y: 0 }])),
    // A group goes along when all of it does; a part of it is only nodes.
    groups: groupsOf(doc.layout).filter((group) => group.nodes.every((id) => inside.has(id))),
    notes,
  };
}

export const write = (clip: Clip): string => JSON.stringify(clip, null, 2);

/** The corner from which everything in a clip is placed. */
export function corner(clip: Clip): Point {
  const spots = [...Object.values(clip.layout), ...clip.notes];
  return spots.length === 0 ? { x: 0, y: 0 } : { x: Math.min(...spots.map((at) => at.x)), y: Math.min(...spots.map((at) => at.y)) };
}

/** `null` for text that is not a clip: anything may be on the clipboard. */
export function read(text: string): Clip | null {
  try {
    const value = JSON.parse(text) as Partial<Clip> | null;
    if (value?.format !== "flowright-clip/1" || !Array.isArray(value.nodes) || !Array.isArray(value.edges)) return null;
    const nodes = value.nodes.filter((node) => typeof node?.id === "string" && typeof node.kind === "string");
    const edges = value.edges.filter((edge) => typeof edge?.from === "string" && typeof edge.to === "string");
    const layout = Object.fromEntries(Object.entries(value.layout ?? {}).filter(([, at]) => isPoint(at)));
    const notes = listOf(value.notes).flatMap(readNote);
    const groups = listOf(value.groups).flatMap(readGroup);
    return nodes.length + notes.length > 0 ? { format: "flowright-clip/1", nodes, edges, layout, groups, notes } : null;
  } catch {
    return null;
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isPoint = (at: unknown): at is Point => typeof at === "object" && at !== null && Number.isFinite((at as Point).x) && Number.isFinite((at as Point).y);
const colourOf = (value: unknown) => COLOURS.find((one) => one === value);

function readNote(value: unknown): Note[] {
  if (!isPoint(value)) return [];
  const { id, text, colour, x, y, width, height } = value as Partial<Note> & Point;
  const size = (given: unknown, usual: number) => (typeof given === "number" && given > 0 ? given : usual);
  return [{ id: String(id), text: typeof text === "string" ? text : "", colour: colourOf(colour) ?? "yellow", x, y, width: size(width, NOTE_WIDTH), height: size(height, NOTE_HEIGHT) }];
}

function readGroup(value: unknown): Group[] {
  const { id, title, colour, nodes, collapsed } = (value ?? {}) as Partial<Group>;
  const inside = listOf(nodes).filter((one) => typeof one === "string");
  if (inside.length === 0) return [];
  return [{ id: String(id), title: typeof title === "string" ? title : "", colour: colourOf(colour) ?? "grey", nodes: inside, ...(collapsed === true && { collapsed }) }];
}
