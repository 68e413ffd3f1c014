// Copying, pasting and deleting what is chosen: nodes, connections and notes.
import { t } from "@/i18n";
import { withBodies } from "@/flow/bodies";
import { homeOfEdge } from "@/flow/broken";
import * as clip from "@/flow/clip";
import { edgeId, sourceOf, START } from "@/flow/document";
import { foreignProduct } from "@/flow/foreign";
import { removeNotes } from "@/flow/notes";
import { disconnect, removeNodes } from "@/flow/ops";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { NodeId, Point } from "@/flow/types";
import { toast } from "@/ui/toast";
import type { EditorTools } from "../context";
import { shown } from "./keys";
import { goTo } from "../go-to";
import { amount, place } from "./place";
import type { Command } from "./types";

export const chosen = ({ editor }: EditorTools): NodeId[] => [...editor.getState().nodes].filter((id) => id !== START);
export const somethingChosen = (tools: EditorTools): boolean => chosen(tools).length > 0 || tools.editor.getState().notes.size > 0;
const anything = (tools: EditorTools) => somethingChosen(tools) || tools.editor.getState().edges.size > 0;
const canEdit = ({ editor }: EditorTools) => !editor.getState().readOnly;

/** What reads a clip is loaded when there is something to read. */
const loadReading = () => import("@/flow/clip-read");

/** What was copied last, for browsers that do not let a page read the clipboard. */
let copied: clip.Clip | null = null;

const take = ({ editor }: EditorTools) => {
  const { doc, nodes, notes } = editor.getState();
  return clip.copy(doc, nodes, notes);
};

export function copySelection(tools: EditorTools): string | null {
  const made = take(tools);
  if (!made) return null;
  copied = made;
  // By the time it is pasted the connection may be away. That it could not be loaded is told then.
  loadReading().catch(() => undefined);
  tools.editor.say(t("Copied {what}.", { what: amount(made.nodes.length, made.notes.length) }));
  return clip.write(made);
}

/** False when the text is nothing that can be pasted here; why a part of a flow cannot be is said. A document of another product is offered to the importer. */
export function pasteText(tools: EditorTools, text: string | null, at: Point | null = null): boolean {
  if (!canEdit(tools)) return false;
  if (text === null) {
    if (copied) put(tools, copied, at);
    return copied !== null;
  }
  if (clip.meansClip(text)) {
    void pasteClip(tools, text, at);
    return true;
  }
  const product = foreignProduct(text);
  if (!product) return false;
  tools.editor.open({ is: "import", document: text, product });
  return true;
}

async function pasteClip(tools: EditorTools, text: string, at: Point | null): Promise<void> {
  const reading = await loadReading().catch(() => null);
  if (!reading) return refuse(tools, t("It could not be pasted: the connection is away. Try again."));
  const found = reading.read(text);
  if (found && !("refused" in found)) return put(tools, found, at);
  refuse(tools, found?.refused ?? t("Nothing of a flow is in the clipboard."));
}

function refuse({ editor }: EditorTools, why: string): void {
  editor.say(why);
  toast(why, "danger");
}

/** With its corner where somebody points, else into the middle of what is seen. */
function put(tools: EditorTools, what: clip.Clip, at: Point | null): void {
  const middle = tools.canvas.current?.middle();
  place(tools, what, t("paste {what}", { what: amount(what.nodes.length, what.notes.length) }), (block) => {
    if (at || !middle) return at ?? block;
    return { x: middle.x + (NODE_WIDTH - block.width) / 2, y: middle.y + (NODE_HEIGHT - block.height) / 2 };
  });
}

/** Pastes without the keys for it, which alone may always read the clipboard. */
export async function pasteHere(tools: EditorTools, at: Point | null): Promise<void> {
  const text = await navigator.clipboard?.readText().catch(() => null);
  if ((text && pasteText(tools, text, at)) || pasteText(tools, null, at)) return;
  tools.editor.say(t("Nothing of a flow is in the clipboard."));
  toast(text ? t("Nothing of a flow is in the clipboard.") : t("The browser does not let a menu read the clipboard. {keys} pastes.", { keys: shown("Mod+V") }));
}

export function deleteSelection(tools: EditorTools, heal: boolean): void {
  const { editor } = tools;
  const { doc, edges, notes, nodes } = editor.getState();
  const ids = withBodies(doc.flow, chosen(tools));
  if (nodes.has(START) && ids.size === 0 && edges.size === 0 && notes.size === 0) return editor.say(t("Every flow begins at ‘start’; it stays."));
  const lost = doc.flow.edges.filter((edge) => edges.has(edgeId(edge)) || ids.has(edge.to) || ids.has(sourceOf(edge).node)).length;
  const label = lossLabel([...ids], lost, notes.size);
  editor.edit(
    label,
    (draft) => {
      disconnect(draft, edges);
      removeNodes(draft, ids, heal);
      removeNotes(draft, notes);
    },
    { say: t("Done: {step}", { step: label }) },
  );
  // The focus was on what is gone.
  const first = doc.flow.edges.find((edge) => edges.has(edgeId(edge)));
  const home = first && homeOfEdge(editor.getState().doc.flow, first);
  if (home && ids.size === 0 && notes.size === 0) goTo(tools, home);
  else tools.canvas.current?.focus(editor.getState().active ?? START);
}

function lossLabel(ids: NodeId[], edges: number, notes: number): string {
  if (notes > 0) return ids.length + edges === 0 ? t("delete {count, plural, one {# note} other {# notes}}", { count: notes }) : t("delete {count, plural, one {# thing} other {# things}}", { count: ids.length + edges + notes });
  if (ids.length === 0) return t("delete {edges, plural, one {# connection} other {# connections}}", { edges });
  if (ids.length === 1) {
    const id = ids[0] as NodeId;
    return edges === 0 ? t("delete ‘{id}’", { id }) : t("delete ‘{id}’ and {edges, plural, one {# connection} other {# connections}}", { id, edges });
  }
  return edges === 0
    ? t("delete {count, plural, one {# node} other {# nodes}}", { count: ids.length })
    : t("delete {count, plural, one {# node} other {# nodes}} and {edges, plural, one {# connection} other {# connections}}", { count: ids.length, edges });
}

const toClipboard = (text: string, refused: () => void) => void navigator.clipboard?.writeText(text).catch(refused);

export const clipboardCommands: Command[] = [
  { id: "delete", label: t("Delete"), keys: ["Delete", "Backspace"], group: "Edit", when: anything, perform: (tools) => deleteSelection(tools, false) },
  { id: "delete-heal", label: t("Delete and join what is left"), keys: ["Shift+Delete", "Shift+Backspace"], group: "Edit", when: anything, perform: (tools) => deleteSelection(tools, true) },
  {
    id: "duplicate",
    label: t("Duplicate"),
    keys: ["Mod+D"],
    group: "Edit",
    when: somethingChosen,
    perform: (tools) => {
      const made = take(tools);
      if (made) place(tools, made, t("duplicate {what}", { what: amount(made.nodes.length, made.notes.length) }), (block) => block);
    },
  },
  {
    id: "copy",
    label: t("Copy"),
    keys: ["Mod+C"],
    group: "Edit",
    when: somethingChosen,
    perform: (tools) => {
      const text = copySelection(tools);
      if (text) toClipboard(text, () => toast(t("The browser did not allow copying to the clipboard; pasting works in this tab.")));
    },
  },
  {
    id: "cut",
    label: t("Cut"),
    keys: ["Mod+X"],
    group: "Edit",
    when: somethingChosen,
    perform: (tools) => {
      const text = copySelection(tools);
      if (text) toClipboard(text, () => undefined);
      deleteSelection(tools, false);
    },
  },
];
