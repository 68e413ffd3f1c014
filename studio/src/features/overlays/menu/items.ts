// What a context menu offers: the commands that apply where it was asked for, in the order in which people need them.
import { addNext } from "@/editor/add";
import { COLOUR_NAMES } from "@/editor/colours";
import { ALIGNMENTS, DISTRIBUTIONS } from "@/editor/commands/arrange";
import { command } from "@/editor/commands/all";
import { pasteHere } from "@/editor/commands/clipboard";
import { chosenEdge, removeEdge } from "@/editor/commands/edges";
import { newNote, setGroup, setNoteColour } from "@/editor/commands/frames";
import { keysOf } from "@/editor/commands/keymap";
import { shown } from "@/editor/commands/keys";
import type { EditorTools } from "@/editor/context";
import { goTo } from "@/editor/go-to";
import type { MenuOf } from "@/editor/store";
import { BODY } from "@/flow/bodies";
import { fault } from "@/flow/broken";
import { edgeId, findNode, incoming, outgoing, sourceOf } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { findGroup } from "@/flow/groups";
import { along } from "@/flow/move-along";
import { findNote, noteTitle } from "@/flow/notes";
import { COLOURS, type Colour, type Point } from "@/flow/types";
import { t } from "@/i18n";

export interface Item {
  label: string;
  keys?: string;
  isDanger?: boolean;
  /** It is about places, views or keys: a phone shows the outline, and has none of them. */
  isOfCanvas?: boolean;
  /** It is one of several, and the one that holds. */
  isOn?: boolean;
  perform: () => void;
}

export interface Submenu {
  label: string;
  items: Item[];
}

export interface Menu {
  title: string;
  /** Each is set apart from the next. */
  groups: (Item | Submenu)[][];
}

export function menuOf(tools: EditorTools, of: MenuOf): Menu {
  const { title, groups } = made(tools, of);
  const isPhone = typeof matchMedia === "function" && matchMedia("(max-width: 767px)").matches;
  const applies = (one: Item | Submenu) => ("items" in one ? one.items.length > 0 : !(isPhone && one.isOfCanvas));
  return { title, groups: groups.map((group) => group.filter(applies)).filter((group) => group.length > 0) };
}

function made(tools: EditorTools, of: MenuOf): Menu {
  switch (of.is) {
    case "node":
      return nodeMenu(tools);
    case "edge":
      return edgeMenu(tools);
    case "note":
      return noteMenu(tools);
    case "several":
      return severalMenu(tools);
    case "group":
      return groupMenu(tools, of.id);
    case "frame":
      return frameMenu(tools, of.id);
    case "empty":
      return emptyMenu(tools, of.point);
  }
}

const OF_CANVAS = new Set(["keep-place", "group", "ungroup", "tidy", "tidy-selection", "fit-selection", "outline", "help"]);

/** A command, when it applies, with its first key. */
function run(tools: EditorTools, id: string, label?: string): Item[] {
  const found = command(id);
  if (!found || !(found.when?.(tools) ?? true)) return [];
  const [keys] = keysOf(found);
  return [{ label: label ?? found.label, keys: keys && shown(keys), isDanger: id === "delete", isOfCanvas: OF_CANVAS.has(id), perform: () => found.perform(tools) }];
}

const clip = (tools: EditorTools) => ["cut", "copy", "duplicate"].flatMap((id) => run(tools, id));
const gone = (tools: EditorTools) => ["delete", "delete-heal"].flatMap((id) => run(tools, id));

const colours = (now: Colour | undefined, choose: (colour: Colour) => void): Submenu => ({
  label: t("Colour"),
  items: COLOURS.map((colour) => ({ label: COLOUR_NAMES[colour], isOn: colour === now, perform: () => choose(colour) })),
});

function nodeMenu(tools: EditorTools): Menu {
  const { active, doc, kinds } = tools.editor.getState();
  const node = active === null ? undefined : findNode(doc.flow, active);
  if (!node) return { title: t("Node"), groups: [] };
  const edges = [...incoming(doc.flow, node.id), ...outgoing(doc.flow, node.id)];
  const broken = edges.filter((edge) => fault(doc.flow, kinds, edge) !== null);
  const whether = node.disabled ? t("Switch on") : t("Switch off, so that runs pass it by");
  const isPinned = doc.layout.nodes[node.id]?.pinned === true;
  return {
    title: titleOf(node, kinds.get(node.kind)),
    groups: [
      ["inspector", "rename"].flatMap((id) => run(tools, id)),
      [
        ...["add-next", "insert-before", "connect", "tool"].flatMap((id) => run(tools, id)),
        ...broken.map((edge): Item => ({ label: t("Reconnect {edge}…", { edge: `${edge.from} → ${edge.to}` }), perform: () => tools.editor.open({ is: "reconnect", edge: edgeId(edge) }) })),
        { label: t("Remove a connection"), items: edges.map((edge) => ({ label: `${edge.from} → ${edge.to}`, isDanger: true, perform: () => removeEdge(tools, edge) })) },
      ],
      (["earlier", "later"] as const).filter((by) => !("refused" in along(doc.flow, kinds, node.id, by))).flatMap((by) => run(tools, `move-${by}`)),
      [...["breakpoint", "pin", "run-from", "run-node"].flatMap((id) => run(tools, id)), ...run(tools, "disable", whether)],
      clip(tools),
      [...run(tools, "comment"), ...run(tools, "keep-place", isPinned ? t("Let it be tidied up") : t("Keep its place when tidying up")), ...["group", "ungroup", "extract"].flatMap((id) => run(tools, id))],
      gone(tools),
    ],
  };
}

function edgeMenu(tools: EditorTools): Menu {
  const { doc, kinds } = tools.editor.getState();
  const edge = chosenEdge(tools);
  if (!edge) return { title: t("Connection"), groups: [] };
  const isBroken = fault(doc.flow, kinds, edge) !== null;
  const ends = [sourceOf(edge).node, edge.to].filter((id) => findNode(doc.flow, id));
  return {
    title: t("Connection from {from} to {to}", { from: edge.from, to: edge.to }),
    groups: [
      isBroken ? run(tools, "reconnect") : run(tools, "insert-before", t("Insert a node here")),
      ends.map((id) => ({ label: t("Go to ‘{id}’", { id }), perform: () => goTo(tools, id) })),
      run(tools, "delete", t("Remove the connection")),
    ],
  };
}

function noteMenu(tools: EditorTools): Menu {
  const { notes, doc } = tools.editor.getState();
  const note = findNote(doc.layout, [...notes][0] ?? "");
  if (!note) return { title: t("Note"), groups: [] };
  const title = noteTitle(note);
  return {
    title: title ? t("Note: {title}", { title }) : t("Empty note"),
    groups: [[{ label: t("Write in the note"), keys: "Enter", perform: () => tools.editor.setState({ writing: note.id }) }, colours(note.colour, (colour) => setNoteColour(tools, notes, colour))], clip(tools), run(tools, "delete")],
  };
}

function severalMenu(tools: EditorTools): Menu {
  const { nodes, notes, doc } = tools.editor.getState();
  const isPinned = [...nodes].every((id) => doc.layout.nodes[id]?.pinned === true);
  const lines = [...ALIGNMENTS.map(({ how }) => `align-${how}`), ...DISTRIBUTIONS.map(({ axis }) => `distribute-${axis}`)];
  return {
    title: t("{count, plural, one {# chosen} other {# chosen}}", { count: nodes.size + notes.size }),
    groups: [
      [...["group", "ungroup", "extract"].flatMap((id) => run(tools, id)), { label: t("Align and distribute"), items: lines.flatMap((id) => run(tools, id)) }],
      [...run(tools, "tidy-selection"), ...run(tools, "keep-place", isPinned ? t("Let them be tidied up") : t("Keep their places when tidying up")), ...run(tools, "fit-selection"), ...run(tools, "disable", t("Switch off or on"))],
      clip(tools),
      gone(tools),
    ],
  };
}

function groupMenu(tools: EditorTools, id: string): Menu {
  const group = findGroup(tools.editor.getState().doc.layout, id);
  return {
    title: t("Group {title}", { title: group?.title ?? "" }),
    groups: [
      [...run(tools, "title-group"), ...run(tools, "collapse", group?.collapsed ? t("Expand the group") : t("Collapse the group")), colours(group?.colour, (colour) => setGroup(tools, id, { colour })), ...run(tools, "ungroup", t("Ungroup"))],
      ["tidy-selection", "extract"].flatMap((one) => run(tools, one)),
      clip(tools),
      run(tools, "delete", t("Delete with what is in it")),
    ],
  };
}

/** The body of a loop or of a walk over a list. */
function frameMenu(tools: EditorTools, id: string): Menu {
  return {
    title: t("Body of ‘{id}’", { id }),
    groups: [
      [{ label: t("Add a step inside…"), perform: () => tools.editor.open({ is: "add", after: { node: id, port: BODY } }) }, { label: t("Add next node, connected"), perform: () => addNext(tools, id) }],
      [...run(tools, "inspector"), ...run(tools, "tidy-selection")],
      clip(tools),
      run(tools, "delete", t("Delete with what is in it")),
    ],
  };
}

function emptyMenu(tools: EditorTools, point: Point | null): Menu {
  const { editor } = tools;
  const at = point ?? undefined;
  return {
    title: t("Canvas"),
    groups: [
      [
        { label: t("Add a node here…"), perform: () => editor.open({ is: "add", at }) },
        ...(point ? [{ label: t("Add a note here"), perform: () => newNote(tools, point) }, { label: t("Comment here"), perform: () => editor.setState({ panel: "comments", commenting: { point } }) }] : []),
        { label: t("Paste"), keys: shown("Mod+V"), perform: () => void pasteHere(tools, point) },
      ],
      ["select-all", "undo", "redo"].flatMap((id) => run(tools, id)),
      [...run(tools, "tidy"), ...(point ? ["fit", "actual-size"].flatMap((id) => run(tools, id)) : []), ...["find", "outline", "help"].flatMap((id) => run(tools, id))],
    ],
  };
}
