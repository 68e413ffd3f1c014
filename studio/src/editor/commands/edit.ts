// Commands that change the document.
import { withBodies } from "@/flow/bodies";
import * as clip from "@/flow/clip";
import { findNode, START } from "@/flow/document";
import { count } from "@/flow/describe";
import { tidy } from "@/flow/layout";
import { moveNodes, paste, removeNodes, disconnect } from "@/flow/ops";
import type { Point } from "@/flow/types";
import { toast } from "@/ui/toast";
import { continuing } from "../add";
import type { EditorTools } from "../context";
import type { Command } from "./types";

const chosen = ({ editor }: EditorTools) => [...editor.getState().nodes].filter((id) => id !== START);
const anything = (tools: EditorTools) => chosen(tools).length > 0 || tools.editor.getState().edges.size > 0;
const oneNode = ({ editor }: EditorTools) => editor.getState().active !== null;

/** What was copied last, for browsers that do not let a page read the clipboard. */
let copied: clip.Clip | null = null;

export function copySelection(tools: EditorTools): string | null {
  const { doc, nodes } = tools.editor.getState();
  const made = clip.copy(doc, nodes);
  if (!made) return null;
  copied = made;
  tools.editor.say(`Copied ${count(made.nodes.length, "node")}.`);
  return clip.write(made);
}

export function pasteText(tools: EditorTools, text: string | null): boolean {
  const found = (text && clip.read(text)) || (text === null ? copied : null);
  if (!found) return false;
  place(tools, found, tools.canvas.current?.middle() ?? null, "paste");
  return true;
}

function place(tools: EditorTools, what: clip.Clip, middle: Point | null, word: string): void {
  const { editor } = tools;
  const spots = Object.values(what.layout);
  const left = Math.min(...spots.map((at) => at.x));
  const top = Math.min(...spots.map((at) => at.y));
  const offset = middle && Number.isFinite(left) ? { x: middle.x - left, y: middle.y - top } : { x: 32, y: 32 };
  let ids: string[] = [];
  const label = `${word} ${count(what.nodes.length, "node")}`;
  editor.edit(label, (doc) => {
    ids = paste(doc, what, editor.getState().kinds, offset);
  });
  editor.select(ids);
  editor.say(`Added ${ids.join(", ")}.`);
}

export function deleteSelection(tools: EditorTools, heal: boolean): void {
  const { editor } = tools;
  const ids = [...withBodies(editor.getState().doc.flow, chosen(tools))];
  const edges = editor.getState().edges;
  if (editor.getState().nodes.has(START) && ids.length === 0 && edges.size === 0) return editor.say("Every flow begins at ‘start’; it stays.");
  const { flow } = editor.getState().doc;
  const lost = flow.edges.filter((edge) => edges.has(`${edge.from}->${edge.to}`) || ids.includes(edge.to) || ids.includes(edge.from.split(".")[0] as string)).length;
  const what = [ids.length === 1 ? `‘${ids[0]}’` : ids.length > 1 ? count(ids.length, "node") : "", lost > 0 ? count(lost, "connection") : ""].filter(Boolean).join(" and ");
  editor.edit(
    `delete ${what}`,
    (doc) => {
      disconnect(doc, edges);
      removeNodes(doc, new Set(ids), heal);
    },
    { say: `Deleted ${what}.` },
  );
}

function nudge(tools: EditorTools, x: number, y: number): void {
  const { editor } = tools;
  const ids = [...editor.getState().nodes];
  const moves: Record<string, Point> = {};
  for (const id of ids) {
    const at = editor.getState().doc.layout.nodes[id];
    if (at) moves[id] = { x: at.x + x, y: at.y + y };
  }
  editor.edit(`move ${ids.length === 1 ? `‘${ids[0]}’` : count(ids.length, "node")}`, (doc) => moveNodes(doc, moves), { key: "nudge" });
}

const nudges: Command[] = (["Left", "Right", "Up", "Down"] as const).flatMap((side) => {
  const x = side === "Left" ? -1 : side === "Right" ? 1 : 0;
  const y = side === "Up" ? -1 : side === "Down" ? 1 : 0;
  return [
    { id: `move-${side}`, label: `Move node ${side.toLowerCase()}`, keys: [`Shift+Arrow${side}`], row: "Move the node by 8", group: "Move" as const, when: oneNode, perform: (tools: EditorTools) => nudge(tools, x * 8, y * 8) },
    { id: `move-far-${side}`, label: `Move node far ${side.toLowerCase()}`, keys: [`Mod+Shift+Arrow${side}`], row: "Move the node by 40", group: "Move" as const, when: oneNode, perform: (tools: EditorTools) => nudge(tools, x * 40, y * 40) },
  ];
});

export const editCommands: Command[] = [
  { id: "undo", label: "Undo", keys: ["Mod+Z"], group: "Edit", when: ({ editor }) => editor.getState().history.past.length > 0, perform: ({ editor }) => editor.undo() },
  { id: "redo", label: "Redo", keys: ["Mod+Shift+Z", "Mod+Y"], group: "Edit", when: ({ editor }) => editor.getState().history.future.length > 0, perform: ({ editor }) => editor.redo() },
  { id: "delete", label: "Delete", keys: ["Delete", "Backspace"], group: "Edit", when: anything, perform: (tools) => deleteSelection(tools, false) },
  { id: "delete-heal", label: "Delete and join what is left", keys: ["Shift+Delete", "Shift+Backspace"], group: "Edit", when: anything, perform: (tools) => deleteSelection(tools, true) },
  {
    id: "duplicate",
    label: "Duplicate",
    keys: ["Mod+D"],
    group: "Edit",
    when: (tools) => chosen(tools).length > 0,
    perform: (tools) => {
      const made = clip.copy(tools.editor.getState().doc, tools.editor.getState().nodes);
      if (made) place(tools, made, null, "duplicate");
    },
  },
  {
    id: "copy",
    label: "Copy",
    keys: ["Mod+C"],
    group: "Edit",
    when: (tools) => chosen(tools).length > 0,
    perform: (tools) => {
      const text = copySelection(tools);
      if (text) navigator.clipboard?.writeText(text).catch(() => toast("The browser did not allow copying to the clipboard; pasting works in this tab."));
    },
  },
  {
    id: "cut",
    label: "Cut",
    keys: ["Mod+X"],
    group: "Edit",
    when: (tools) => chosen(tools).length > 0,
    perform: (tools) => {
      const text = copySelection(tools);
      if (text) navigator.clipboard?.writeText(text).catch(() => undefined);
      deleteSelection(tools, false);
    },
  },
  {
    id: "select-all",
    label: "Select all",
    keys: ["Mod+A"],
    group: "Edit",
    perform: ({ editor }) => {
      const { flow } = editor.getState().doc;
      editor.select([START, ...flow.nodes.map((node) => node.id)]);
      editor.say(`Selected ${count(flow.nodes.length + 1, "node")}.`);
    },
  },
  {
    id: "rename",
    label: "Rename node",
    keys: ["F2"],
    group: "Edit",
    when: ({ editor }) => editor.getState().active !== null && editor.getState().active !== START,
    perform: ({ editor }) => editor.setState(({ active }) => ({ renaming: active, inspector: true })),
  },
  {
    id: "connect",
    label: "Connect to…",
    keys: ["C"],
    group: "Add",
    when: oneNode,
    perform: ({ editor }) => {
      const { active } = editor.getState();
      if (active) editor.open({ is: "connect", from: active });
    },
  },
  {
    id: "add-next",
    label: "Add next node, connected",
    keys: ["A"],
    group: "Add",
    when: oneNode,
    perform: (tools) => {
      const { editor } = tools;
      const { active, doc } = editor.getState();
      if (active && findNode(doc.flow, active)) editor.open({ is: "add", after: continuing(tools, active) });
    },
  },
  {
    id: "tidy",
    label: "Tidy up the whole flow",
    keys: [],
    group: "Edit",
    perform: (tools) => {
      const { editor } = tools;
      const nodes = tidy(editor.getState().doc.flow, editor.getState().kinds);
      editor.edit(
        "tidy up",
        (doc) => {
          doc.layout.nodes = nodes;
        },
        { say: "Tidied up." },
      );
      tools.canvas.current?.fit();
    },
  },
  ...nudges,
];
