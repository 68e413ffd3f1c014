// Commands that change the document, and those that choose what to change.
import { t } from "@/i18n";
import { findNode, sourceOf, START } from "@/flow/document";
import { hasToolPort } from "@/flow/agent-tools";
import { along, swapAlong } from "@/flow/move-along";
import { notesOf } from "@/flow/notes";
import { setField } from "@/flow/ops";
import { addNext } from "../add";
import type { EditorTools } from "../context";
import { goToAll } from "../go-to";
import { chosen } from "./clipboard";
import type { NodeId } from "@/flow/types";
import type { Command } from "./types";

const canEdit = ({ editor }: EditorTools) => !editor.getState().readOnly;
const oneNode = (tools: EditorTools) => canEdit(tools) && tools.editor.getState().active !== null;

/** It changes places with its neighbour on the way; that it cannot is said. */
function moveAlong({ editor, canvas }: EditorTools, by: "earlier" | "later"): void {
  const { doc, kinds, active } = editor.getState();
  if (active === null) return;
  const way = along(doc.flow, kinds, active, by);
  if ("refused" in way) return editor.say(way.refused);
  const { first, second } = way;
  const said = t("‘{second}’ now comes before ‘{first}’.", { first, second });
  editor.edit(by === "later" ? t("move ‘{id}’ later", { id: active }) : t("move ‘{id}’ earlier", { id: active }), (draft) => swapAlong(draft, way), { say: said });
  canvas.current?.focus(active);
}

/** What came back is chosen and gets the focus; so does, when the node that had it went, what is chosen then. */
function goBack(tools: EditorTools, way: "undo" | "redo"): void {
  const { editor, canvas } = tools;
  const before = editor.getState();
  editor[way]();
  const { doc, active } = editor.getState();
  const back = doc.flow.nodes.flatMap(({ id }) => (findNode(before.doc.flow, id) ? [] : [id]));
  if (back.length > 0) goToAll(tools, back);
  else if (active !== before.active) canvas.current?.focus(active ?? START);
}

/** The chosen node, when a model uses tools there. */
function agentOf({ editor }: EditorTools): NodeId | undefined {
  const { active, doc, kinds } = editor.getState();
  const node = active === null ? undefined : findNode(doc.flow, active);
  return node && hasToolPort(kinds.get(node.kind)) ? node.id : undefined;
}

export const editCommands: Command[] = [
  { id: "undo", label: t("Undo"), keys: ["Mod+Z"], group: "Edit", when: ({ editor }) => editor.getState().history.past.length > 0, perform: (tools) => goBack(tools, "undo") },
  { id: "redo", label: t("Redo"), keys: ["Mod+Shift+Z", "Mod+Y"], group: "Edit", when: ({ editor }) => editor.getState().history.future.length > 0, perform: (tools) => goBack(tools, "redo") },
  {
    id: "select-all",
    label: t("Select all"),
    keys: ["Mod+A"],
    group: "Edit",
    perform: ({ editor }) => {
      const { flow, layout } = editor.getState().doc;
      const notes = notesOf(layout).map((note) => note.id);
      editor.select([START, ...flow.nodes.map((node) => node.id)], [], notes);
      editor.say(t("Selected {count, plural, one {# thing} other {# things}}.", { count: flow.nodes.length + 1 + notes.length }));
    },
  },
  {
    id: "rename",
    label: t("Rename node"),
    keys: ["F2"],
    group: "Edit",
    when: (tools) => oneNode(tools) && tools.editor.getState().active !== START,
    perform: ({ editor, canvas }) => {
      const { active } = editor.getState();
      if (active !== null && canvas.current?.rename) canvas.current.rename(active);
      else editor.setState({ renaming: active, inspector: true });
    },
  },
  {
    id: "connect",
    label: t("Connect to…"),
    keys: ["C"],
    group: "Add",
    when: oneNode,
    perform: ({ editor }) => {
      const { active } = editor.getState();
      if (active) editor.open({ is: "connect", from: active });
    },
  },
  {
    id: "tool",
    label: t("Give the agent a tool…"),
    keys: ["T"],
    group: "Add",
    when: (tools) => canEdit(tools) && agentOf(tools) !== undefined,
    perform: (tools) => {
      const agent = agentOf(tools);
      if (agent) tools.editor.open({ is: "tool", agent });
    },
  },
  {
    id: "add-next",
    label: t("Add next node, connected"),
    keys: ["A"],
    group: "Add",
    when: oneNode,
    perform: (tools) => {
      const { active } = tools.editor.getState();
      if (active) addNext(tools, active);
    },
  },
  {
    id: "insert-before",
    label: t("Insert a node before this one"),
    keys: ["Shift+A"],
    group: "Add",
    when: (tools) => canEdit(tools) && leading(tools) !== null,
    perform: (tools) => {
      const edge = leading(tools);
      if (edge) tools.editor.open({ is: "add", edge });
    },
  },
  { id: "move-earlier", label: t("Move the step earlier on its way"), keys: ["Alt+ArrowUp"], row: t("Move the step earlier or later on its way"), group: "Edit", when: oneNode, perform: (tools) => moveAlong(tools, "earlier") },
  { id: "move-later", label: t("Move the step later on its way"), keys: ["Alt+ArrowDown"], row: t("Move the step earlier or later on its way"), group: "Edit", when: oneNode, perform: (tools) => moveAlong(tools, "later") },
  {
    id: "disable",
    label: t("Switch off, so that runs pass it by, or on"),
    keys: ["D"],
    group: "Edit",
    when: (tools) => canEdit(tools) && chosen(tools).length > 0,
    perform: (tools) => {
      const { editor } = tools;
      const ids = chosen(tools);
      const off = !ids.every((id) => findNode(editor.getState().doc.flow, id)?.disabled);
      const label = off ? t("switch off {count, plural, one {# node} other {# nodes}}", { count: ids.length }) : t("switch on {count, plural, one {# node} other {# nodes}}", { count: ids.length });
      editor.edit(label, (doc) => {
        for (const id of ids) setField(doc, id, "disabled", off || undefined);
      });
      editor.say(off ? t("Switched off: runs pass it by.") : t("Switched on."));
    },
  },
  {
    id: "extract",
    label: t("Make a sub-flow of what is chosen…"),
    keys: [],
    group: "Edit",
    when: (tools) => canEdit(tools) && chosen(tools).length > 0,
    perform: ({ editor }) => editor.open({ is: "extract" }),
  },
];

/** The connection that leads to the chosen node, or the one that is chosen itself. */
function leading({ editor }: EditorTools): string | null {
  const { doc, active, edges } = editor.getState();
  const found = doc.flow.edges.find((edge) => edges.has(`${edge.from}->${edge.to}`)) ?? doc.flow.edges.find((edge) => edge.to === active && findNode(doc.flow, sourceOf(edge).node));
  return found ? `${found.from}->${found.to}` : null;
}
