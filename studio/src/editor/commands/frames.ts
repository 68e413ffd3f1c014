// Groups and sticky notes.
import { t } from "@/i18n";
import { freePlace } from "@/flow/free-place";
import { changeGroup, findGroup, groupNodes, groupOf, ungroupNodes } from "@/flow/groups";
import { addNote, findNote, NOTE_HEIGHT, NOTE_WIDTH, noteTitle, notesOf } from "@/flow/notes";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import { GAP } from "@/flow/room";
import type { Colour, Group, Point } from "@/flow/types";
import { boxOf, takenBoxes } from "../boxes";
import type { EditorTools } from "../context";
import { chosen } from "./clipboard";
import type { Command } from "./types";

const canEdit = ({ editor }: EditorTools) => !editor.getState().readOnly;

function group(tools: EditorTools): void {
  const { editor } = tools;
  let made: string | null = null;
  editor.edit(t("group {count, plural, one {# node} other {# nodes}}", { count: chosen(tools).length }), (doc) => {
    made = groupNodes(doc, chosen(tools), t("Group"));
  });
  if (made) editor.setState({ titling: made });
}

export function ungroup(tools: EditorTools, ids: Iterable<string>): void {
  const { editor } = tools;
  const label = t("ungroup");
  editor.edit(label, (doc) => ungroupNodes(doc, ids), { say: t("Done: {step}", { step: label }) });
}

export function setGroup({ editor }: EditorTools, id: string, change: Partial<Pick<Group, "title" | "colour" | "collapsed">>): void {
  const { title } = findGroup(editor.getState().doc.layout, id) ?? { title: "" };
  const label = t("change the group ‘{title}’", { title });
  const say = change.collapsed === undefined ? undefined : change.collapsed ? t("The group ‘{title}’ is collapsed.", { title }) : t("The group ‘{title}’ is expanded.", { title });
  editor.edit(label, (doc) => changeGroup(doc, id, change), { say, key: change.title === undefined ? undefined : `group ${id}` });
}

/** The group that the chosen node is in. */
function current({ editor }: EditorTools): Group | undefined {
  const { doc, active } = editor.getState();
  return active === null ? undefined : groupOf(doc.layout, active);
}

export function newNote(tools: EditorTools, at?: Point): void {
  const { editor } = tools;
  const spot = at ?? freeSpot(tools);
  // What is out of sight is not drawn, and could not be written in.
  if (!at) tools.canvas.current?.revealBox({ ...spot, width: NOTE_WIDTH, height: NOTE_HEIGHT });
  let made = "";
  editor.edit(t("add a note"), (doc) => {
    made = addNote(doc, spot);
  }, { say: t("Added a note. Write; Escape ends.") });
  if (!made) return;
  editor.select([], [], [made]);
  editor.setState({ writing: made });
}

/** Under the node that one is at, else in the middle of what is seen; where that is taken, as near as can be. */
function freeSpot({ editor, canvas }: EditorTools): Point {
  const state = editor.getState();
  const node = state.active === null ? undefined : boxOf(state, state.active);
  const middle = canvas.current?.middle() ?? { x: 0, y: 0 };
  const wish = node ? { x: node.x, y: node.y + node.height + GAP } : { x: middle.x + (NODE_WIDTH - NOTE_WIDTH) / 2, y: middle.y + (NODE_HEIGHT - NOTE_HEIGHT) / 2 };
  return freePlace(takenBoxes(state), { ...wish, width: NOTE_WIDTH, height: NOTE_HEIGHT });
}

export function goToNote(tools: EditorTools, id: string): void {
  const note = findNote(tools.editor.getState().doc.layout, id);
  if (!note) return;
  tools.editor.select([], [], [id]);
  tools.canvas.current?.revealBox(note);
  tools.canvas.current?.focusNote(id);
  tools.editor.say(noteTitle(note) || t("An empty note"));
}

export const setNoteColour = ({ editor }: EditorTools, ids: ReadonlySet<string>, colour: Colour): void =>
  editor.edit(t("colour {count, plural, one {# note} other {# notes}}", { count: ids.size }), (doc) => {
    for (const note of doc.layout.notes ?? []) if (ids.has(note.id)) note.colour = colour;
  });

export const frameCommands: Command[] = [
  { id: "group", label: t("Group what is chosen"), keys: ["Mod+G"], group: "Arrange", when: (tools) => canEdit(tools) && chosen(tools).length > 0, perform: group },
  {
    id: "ungroup",
    label: t("Take out of the group"),
    keys: ["Mod+Shift+G"],
    group: "Arrange",
    when: (tools) => canEdit(tools) && chosen(tools).some((id) => groupOf(tools.editor.getState().doc.layout, id)),
    perform: (tools) => ungroup(tools, chosen(tools)),
  },
  {
    id: "collapse",
    label: t("Collapse or expand the group"),
    keys: ["Mod+."],
    group: "Arrange",
    when: (tools) => canEdit(tools) && current(tools) !== undefined,
    perform: (tools) => {
      const found = current(tools);
      if (!found) return;
      setGroup(tools, found.id, { collapsed: !found.collapsed });
      const { active } = tools.editor.getState();
      if (active) tools.canvas.current?.focus(active);
    },
  },
  {
    id: "title-group",
    label: t("Rename the group"),
    keys: ["Shift+F2"],
    group: "Arrange",
    when: (tools) => canEdit(tools) && current(tools) !== undefined,
    perform: (tools) => tools.editor.setState({ titling: current(tools)?.id ?? null }),
  },
  { id: "note", label: t("Add a note"), keys: ["Shift+N"], group: "Add", when: canEdit, perform: (tools) => newNote(tools) },
  {
    id: "next-note",
    label: t("Go to the next note"),
    keys: ["Alt+N"],
    group: "Move",
    perform: (tools) => {
      const { doc, notes } = tools.editor.getState();
      const all = notesOf(doc.layout).toSorted((a, b) => a.y - b.y || a.x - b.x);
      const next = all[(all.findIndex((note) => notes.has(note.id)) + 1) % all.length];
      if (next) goToNote(tools, next.id);
      else tools.editor.say(t("No notes in this flow."));
    },
  },
];
