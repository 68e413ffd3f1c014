// What in this flow has a word in it: nodes by title, id and everything in their settings, and notes.
import { allNodes } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { findIn } from "@/flow/find";
import { notesOf } from "@/flow/notes";
import type { Editor, EditorState, Find } from "./store";

/** Nothing is found by an empty word; then nothing is faint either. */
export function findAll({ doc, kinds }: Pick<EditorState, "doc" | "kinds">, text: string): Omit<Find, "text"> {
  const wanted = text.trim().toLowerCase();
  const nodes = allNodes(doc.flow).filter((node) => wanted !== "" && (`${titleOf(node, kinds.get(node.kind))} ${node.id}`.toLowerCase().includes(wanted) || findIn(node, wanted) !== null));
  const notes = notesOf(doc.layout).filter((note) => wanted !== "" && note.text.toLowerCase().includes(wanted));
  return { nodes: new Set(nodes.map((node) => node.id)), notes: new Set(notes.map((note) => note.id)) };
}

/** Opens the search, or goes back to it. */
export function openFind(editor: Editor): void {
  if (editor.getState().find) return document.querySelector<HTMLElement>("[data-find]")?.focus();
  editor.setState({ find: { text: "", nodes: new Set(), notes: new Set() } });
}

/** `undefined` while nothing is looked for. */
export const isFound = (find: Find | null, id: string): boolean | undefined => (find && find.text.trim() !== "" ? find.nodes.has(id) || find.notes.has(id) : undefined);
