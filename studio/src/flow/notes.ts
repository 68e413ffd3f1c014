// Sticky notes: Markdown on the canvas, beside the flow.
import type { Doc } from "./document";
import { freshMark } from "./groups";
import { snap } from "./grid";
import type { Layout, Note, Point } from "./types";

export const NOTE_WIDTH = 240;
export const NOTE_HEIGHT = 160;
export const NOTE_LEAST = { width: 120, height: 64 };

const NO_NOTES: Note[] = [];
export const notesOf = (layout: Layout): Note[] => layout.notes ?? NO_NOTES;

export const findNote = (layout: Layout, id: string): Note | undefined => notesOf(layout).find((note) => note.id === id);

export function addNote(doc: Doc, note: Partial<Omit<Note, "id">> & Point): string {
  const id = freshMark(notesOf(doc.layout).map((one) => one.id), "note");
  doc.layout.notes = [...notesOf(doc.layout), { text: "", colour: "yellow", width: NOTE_WIDTH, height: NOTE_HEIGHT, ...note, ...snap(note), id }];
  return id;
}

export function changeNote(doc: Doc, id: string, change: Partial<Omit<Note, "id">>): void {
  const note = doc.layout.notes?.find((one) => one.id === id);
  if (note) Object.assign(note, change);
}

export function moveNotes(doc: Doc, moves: Record<string, Point>): void {
  for (const [id, at] of Object.entries(moves)) changeNote(doc, id, { x: Math.round(at.x), y: Math.round(at.y) });
}

export function removeNotes(doc: Doc, ids: ReadonlySet<string>): void {
  const left = notesOf(doc.layout).filter((note) => !ids.has(note.id));
  if (left.length > 0) doc.layout.notes = left;
  else delete doc.layout.notes;
}

/** The first words of a note, to speak of it by. */
export const noteTitle = (note: Note): string => {
  const line = note.text.split("\n").map((one) => one.replace(/^[#>*\-\s]+/, "").replace(/[*_`]/g, "").trim()).find(Boolean) ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
};
