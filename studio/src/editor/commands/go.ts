// Commands that move about, look, run and publish.
import { type Direction, neighbour, order } from "@/flow/graph";
import { START } from "@/flow/document";
import { hidden } from "@/flow/groups";
import type { NodeId } from "@/flow/types";
import { asProblem } from "@/api/http";
import { t } from "@/i18n";
import { saveFlow } from "@/lib/save-flow";
import { openFind } from "../find-all";
import { whenThere } from "@/lib/when-there";
import type { EditorTools } from "../context";
import { nextFinding } from "../findings";
import { goTo } from "../go-to";
import { openMenu } from "../open-menu";
import { showFinding } from "../reach";
import { endOf } from "./edges";
import { FINDER, openFinder } from "./finder";
import type { Command } from "./types";

function step(tools: EditorTools, direction: Direction): void {
  const { doc, active } = tools.editor.getState();
  if (active === null) return goTo(tools, endOf(tools, direction === "left" || direction === "up" ? "left" : "right") ?? START);
  // A collapsed group is one step, however many nodes it hides.
  const away = hidden(doc.flow, doc.layout);
  const seen = new Set<NodeId>([active]);
  let next = neighbour(doc.flow, doc.layout.nodes, active, direction);
  while (next && away.has(next) && away.get(next) === away.get(active) && !seen.has(next)) {
    seen.add(next);
    next = neighbour(doc.flow, doc.layout.nodes, next, direction);
  }
  if (next && !(away.has(next) && away.get(next) === away.get(active))) goTo(tools, next);
  else tools.editor.say(t("No further node this way."));
}

function problem(tools: EditorTools, by: 1 | -1): void {
  const { doc, findings, active, problem: last } = tools.editor.getState();
  const next = nextFinding(doc.flow, findings, { last, active }, by);
  if (next) showFinding(tools, next);
  else tools.editor.say(t("No problems."));
}

/** The one that comes may have to be loaded; the focus waits for it. */
function switchView({ editor, canvas }: EditorTools): void {
  const { current } = canvas;
  editor.setState(({ view }) => ({ view: view === "canvas" ? "outline" : "canvas" }));
  whenThere(
    () => canvas.current !== current && canvas.current,
    (view) => view.focus(editor.getState().active ?? START),
  );
}

/** Looked for in the list of commands: a key for it would be one more to press by mistake. */
function foldPalette({ editor, taste, canvas, focusPalette }: EditorTools): void {
  // To show it is to be in it.
  if (taste.getState().hidden) return focusPalette.current?.();
  taste.hide(true);
  canvas.current?.focus(editor.getState().active ?? START);
}

/** What was typed last is in it too. */
async function exportDraft({ editor, sync }: EditorTools): Promise<void> {
  try {
    await sync?.flush();
    await saveFlow(editor.getState().name);
  } catch (error) {
    editor.say(asProblem(error).message);
  }
}

const NEXT = { Left: t("Go to the node before"), Right: t("Go to the node after"), Up: t("Go to the node above"), Down: t("Go to the node below") };

const arrows: Command[] = (["Left", "Right", "Up", "Down"] as const).map((side) => ({
  id: `go-${side}`,
  label: NEXT[side],
  keys: [`Arrow${side}`],
  row: t("Go to the neighbour, along the connections"),
  group: "Move",
  perform: (tools) => step(tools, side.toLowerCase() as Direction),
}));

export const goCommands: Command[] = [
  { id: "palette", label: t("Add a node"), keys: ["/", "N"], group: "Add", perform: (tools) => (tools.focusPalette.current ? tools.focusPalette.current() : tools.editor.open({ is: "add" })) },
  { id: "fold-palette", label: t("Hide or show the nodes to add"), keys: [], group: "View", when: ({ focusPalette }) => focusPalette.current !== null, perform: foldPalette },
  ...arrows,
  { id: "go-first", label: t("Go to the start"), keys: ["Home"], row: t("Go to the first or last node"), group: "Move", perform: (tools) => goTo(tools, START) },
  {
    id: "go-last",
    label: t("Go to the last node"),
    keys: ["End"],
    row: t("Go to the first or last node"),
    group: "Move",
    perform: (tools) => {
      const last = order(tools.editor.getState().doc.flow).at(-1);
      if (last) goTo(tools, last);
    },
  },
  { id: "inspector", label: t("Open the inspector"), keys: ["Enter"], group: "View", when: ({ editor }) => editor.getState().active !== null, perform: ({ editor }) => editor.setState({ inspector: true, focusField: { field: "" } }) },
  {
    id: "close",
    label: t("Close, or clear the selection"),
    keys: ["Escape"],
    group: "View",
    perform: (tools) => {
      const { editor } = tools;
      const { inspector, active, find } = editor.getState();
      if (find) {
        editor.setState({ find: null });
        if (active) tools.canvas.current?.focus(active);
      } else if (inspector) {
        editor.setState({ inspector: false });
        if (active) tools.canvas.current?.focus(active);
      } else {
        const from = endOf(tools, "left");
        if (from) goTo(tools, from);
        else editor.select([]);
      }
    },
  },
  { id: "tall-panel", label: t("Panel over the whole height, or back"), keys: ["F9"], group: "View", when: ({ editor }) => editor.getState().panel !== null, perform: ({ editor }) => editor.setState(({ isTall }) => ({ isTall: !isTall })) },
  { id: "outline", label: t("Outline or canvas"), keys: ["O"], group: "View", perform: switchView },
  { id: "fit", label: t("Fit the whole flow"), keys: ["1"], group: "View", perform: (tools) => tools.canvas.current?.fit() },
  { id: "fit-selection", label: t("Fit the selection"), keys: ["2"], group: "View", perform: (tools) => tools.canvas.current?.fitSelection() },
  { id: "actual-size", label: t("Zoom to 100 %"), keys: ["0"], group: "View", perform: (tools) => tools.canvas.current?.actualSize() },
  { id: "find", label: t("Find in this flow"), keys: ["Mod+F"], group: "View", perform: ({ editor }) => openFind(editor) },
  { id: "next-problem", label: t("Next problem"), keys: ["F8"], row: t("Next or previous problem"), group: "View", perform: (tools) => problem(tools, 1) },
  { id: "previous-problem", label: t("Previous problem"), keys: ["Shift+F8"], row: t("Next or previous problem"), group: "View", perform: (tools) => problem(tools, -1) },
  {
    id: "run",
    label: t("Run: test chat"),
    keys: ["R"],
    group: "Run",
    perform: (tools) => {
      tools.editor.setState({ panel: "run" });
      // The panel is loaded when it is first opened.
      whenThere(() => tools.focusChat.current, (focus) => focus());
    },
  },
  { id: "publish", label: t("Publish…"), keys: ["Mod+Enter"], group: "Flow", when: ({ editor }) => !editor.getState().readOnly && editor.getState().branch === null, perform: ({ editor }) => editor.open({ is: "publish" }) },
  { id: "export", label: t("Export as a file"), keys: [], group: "Flow", when: ({ editor }) => !editor.getState().readOnly, perform: (tools) => void exportDraft(tools) },
  { id: "history", label: t("Versions"), keys: [], group: "Flow", perform: ({ editor }) => editor.setState({ panel: "history" }) },
  { id: "problems", label: t("Problems"), keys: [], group: "Flow", perform: ({ editor }) => editor.setState({ panel: "problems" }) },
  { id: "menu", label: t("What can be done here"), keys: ["Shift+F10", "ContextMenu"], group: "View", when: ({ editor }) => !editor.getState().readOnly, perform: openMenu },
  { ...FINDER, label: t("All commands"), group: "View", perform: openFinder },
  { id: "help", label: t("Keyboard help"), keys: ["?"], group: "View", perform: ({ editor }) => editor.open({ is: "help" }) },
];
