// Commands that move about, look, run and publish.
import { type Direction, neighbour, order } from "@/flow/graph";
import { START } from "@/flow/document";
import type { NodeId } from "@/flow/types";
import type { EditorTools } from "../context";
import type { Command } from "./types";

export function goTo(tools: EditorTools, id: NodeId): void {
  tools.editor.select([id]);
  tools.canvas.current?.reveal(id);
  tools.canvas.current?.focus(id);
}

function step(tools: EditorTools, direction: Direction): void {
  const { doc, active } = tools.editor.getState();
  if (active === null) return goTo(tools, START);
  const next = neighbour(doc.flow, doc.layout.nodes, active, direction);
  if (next) goTo(tools, next);
  else tools.editor.say("No further node this way.");
}

function problem(tools: EditorTools, by: 1 | -1): void {
  const { editor } = tools;
  const { findings, active } = editor.getState();
  const list = findings.filter((finding) => finding.node);
  if (list.length === 0) return editor.say(findings.length > 0 ? "The problems left concern the flow as a whole." : "No problems.");
  const at = list.findIndex((finding) => finding.node === active);
  const next = list[(at + by + list.length) % list.length];
  if (next) showFinding(tools, next.node, next.field);
}

/** Pans to the node, opens the inspector and puts the focus into the field. */
export function showFinding(tools: EditorTools, node: NodeId | null, field: string | null): void {
  const { editor } = tools;
  if (!node) return;
  editor.select([node]);
  tools.canvas.current?.reveal(node);
  editor.setState((state) => ({ inspector: true, tab: field && /^\/(retry|timeout|on_error)/.test(field) ? ("errors" as const) : ("setup" as const), focusField: field ? { field, ask: (state.focusField?.ask ?? 0) + 1 } : null }));
}

const arrows: Command[] = (["Left", "Right", "Up", "Down"] as const).map((side) => ({
  id: `go-${side}`,
  label: `Go to the node ${side === "Left" ? "before" : side === "Right" ? "after" : side === "Up" ? "above" : "below"}`,
  keys: [`Arrow${side}`],
  row: "Go to the neighbour, along the connections",
  group: "Move",
  perform: (tools) => step(tools, side.toLowerCase() as Direction),
}));

export const goCommands: Command[] = [
  { id: "palette", label: "Add a node", keys: ["/", "N"], group: "Add", perform: (tools) => (tools.focusPalette.current ? tools.focusPalette.current() : tools.editor.open({ is: "add" })) },
  ...arrows,
  { id: "go-first", label: "Go to the start", keys: ["Home"], row: "Go to the first or last node", group: "Move", perform: (tools) => goTo(tools, START) },
  {
    id: "go-last",
    label: "Go to the last node",
    keys: ["End"],
    row: "Go to the first or last node",
    group: "Move",
    perform: (tools) => {
      const last = order(tools.editor.getState().doc.flow).at(-1);
      if (last) goTo(tools, last);
    },
  },
  { id: "inspector", label: "Open the inspector", keys: ["Enter"], group: "View", when: ({ editor }) => editor.getState().active !== null, perform: ({ editor }) => editor.setState((state) => ({ inspector: true, focusField: { field: "", ask: (state.focusField?.ask ?? 0) + 1 } })) },
  {
    id: "close",
    label: "Close, or clear the selection",
    keys: ["Escape"],
    group: "View",
    perform: (tools) => {
      const { editor } = tools;
      const { inspector, active } = editor.getState();
      if (inspector) {
        editor.setState({ inspector: false });
        if (active) tools.canvas.current?.focus(active);
      } else editor.select([]);
    },
  },
  { id: "outline", label: "Outline or canvas", keys: ["O"], group: "View", perform: ({ editor }) => editor.setState(({ view }) => ({ view: view === "canvas" ? "outline" : "canvas" })) },
  { id: "fit", label: "Fit the whole flow", keys: ["1"], group: "View", perform: (tools) => tools.canvas.current?.fit() },
  { id: "fit-selection", label: "Fit the selection", keys: ["2"], group: "View", perform: (tools) => tools.canvas.current?.fitSelection() },
  { id: "actual-size", label: "Zoom to 100 %", keys: ["0"], group: "View", perform: (tools) => tools.canvas.current?.actualSize() },
  { id: "find", label: "Find in this flow", keys: ["Mod+F"], group: "View", perform: ({ editor }) => editor.open({ is: "find" }) },
  { id: "next-problem", label: "Next problem", keys: ["F8"], row: "Next or previous problem", group: "View", perform: (tools) => problem(tools, 1) },
  { id: "previous-problem", label: "Previous problem", keys: ["Shift+F8"], row: "Next or previous problem", group: "View", perform: (tools) => problem(tools, -1) },
  {
    id: "run",
    label: "Run: test chat",
    keys: ["R"],
    group: "Run",
    perform: (tools) => {
      tools.editor.setState({ panel: "run" });
      requestAnimationFrame(() => tools.focusChat.current?.());
    },
  },
  { id: "publish", label: "Publish…", keys: ["Mod+Enter"], group: "Flow", when: ({ editor }) => !editor.getState().readOnly, perform: ({ editor }) => editor.open({ is: "publish" }) },
  { id: "history", label: "Versions", keys: [], group: "Flow", perform: ({ editor }) => editor.setState({ panel: "history" }) },
  { id: "problems", label: "Problems", keys: [], group: "Flow", perform: ({ editor }) => editor.setState({ panel: "problems" }) },
  { id: "commands", label: "All commands", keys: ["Mod+K"], group: "View", perform: ({ editor }) => editor.open({ is: "commands" }) },
  { id: "help", label: "Keyboard help", keys: ["?"], group: "View", perform: ({ editor }) => editor.open({ is: "help" }) },
];
