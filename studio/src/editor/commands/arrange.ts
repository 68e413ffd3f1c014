// Commands that only change where things are drawn.
import { t } from "@/i18n";
import { align, type Alignment, type Axis, type Boxes, distribute } from "@/flow/arrange";
import { carried } from "@/flow/bodies";
import { moveNotes } from "@/flow/notes";
import { moveNodes } from "@/flow/ops";
import type { Point } from "@/flow/types";
import { chosenBoxes } from "../boxes";
import type { EditorTools } from "../context";
import { tidyUp } from "../tidy/tidy-up";
import { chosen } from "./clipboard";
import type { Command } from "./types";

const several = (least: number) => (tools: EditorTools) => !tools.editor.getState().readOnly && tools.editor.getState().nodes.size + tools.editor.getState().notes.size >= least;

/** Moves nodes and notes (`note:…`) to where a function of their boxes says; bodies go along. */
export function move(tools: EditorTools, label: string, where: (boxes: Boxes) => Record<string, Point>, key?: string): void {
  const { editor } = tools;
  const boxes = chosenBoxes(editor.getState());
  const moves = Object.entries(where(boxes));
  const notes = moves.filter(([id]) => id.startsWith("note:")).map(([id, at]) => [id.slice(5), at] as const);
  const nodes = moves.filter(([id]) => !id.startsWith("note:"));
  editor.edit(
    label,
    (doc) => {
      moveNodes(doc, carried(doc.flow, doc.layout, Object.fromEntries(nodes)));
      moveNotes(doc, Object.fromEntries(notes));
    },
    { key, say: key ? undefined : t("Done: {step}", { step: label }) },
  );
}

function nudge(tools: EditorTools, x: number, y: number): void {
  const { nodes, notes } = tools.editor.getState();
  const only = nodes.size + notes.size === 1 ? [...nodes, ...notes][0] : undefined;
  const label = only ? t("move ‘{id}’", { id: only }) : t("move {count, plural, one {# thing} other {# things}}", { count: nodes.size + notes.size });
  move(tools, label, (boxes) => Object.fromEntries(Object.entries(boxes).map(([id, box]) => [id, { x: box.x + x, y: box.y + y }])), "nudge");
}

const SIDES = { Left: { x: -1, y: 0 }, Right: { x: 1, y: 0 }, Up: { x: 0, y: -1 }, Down: { x: 0, y: 1 } } as const;
type Side = keyof typeof SIDES;
const NEAR: Record<Side, string> = { Left: t("Move left"), Right: t("Move right"), Up: t("Move up"), Down: t("Move down") };
const FAR: Record<Side, string> = { Left: t("Move far left"), Right: t("Move far right"), Up: t("Move far up"), Down: t("Move far down") };

const nudges: Command[] = (Object.keys(SIDES) as Side[]).flatMap((side) => {
  const { x, y } = SIDES[side];
  return [
    { id: `move-${side}`, label: NEAR[side], keys: [`Shift+Arrow${side}`], row: t("Move what is chosen by 8"), group: "Move" as const, when: several(1), perform: (tools: EditorTools) => nudge(tools, x * 8, y * 8) },
    { id: `move-far-${side}`, label: FAR[side], keys: [`Mod+Shift+Arrow${side}`], row: t("Move what is chosen by 40"), group: "Move" as const, when: several(1), perform: (tools: EditorTools) => nudge(tools, x * 40, y * 40) },
  ];
});

export const ALIGNMENTS: { how: Alignment; label: string }[] = [
  { how: "left", label: t("Align left") },
  { how: "centre", label: t("Align centres") },
  { how: "right", label: t("Align right") },
  { how: "top", label: t("Align top") },
  { how: "middle", label: t("Align middles") },
  { how: "bottom", label: t("Align bottom") },
];

export const DISTRIBUTIONS: { axis: Axis; label: string }[] = [
  { axis: "across", label: t("Distribute across") },
  { axis: "down", label: t("Distribute down") },
];

const alignments: Command[] = [
  ...ALIGNMENTS.map(({ how, label }): Command => ({ id: `align-${how}`, label, keys: [], group: "Arrange", when: several(2), perform: (tools) => move(tools, label, (boxes) => align(boxes, how)) })),
  ...DISTRIBUTIONS.map(({ axis, label }): Command => ({ id: `distribute-${axis}`, label, keys: [], group: "Arrange", when: several(3), perform: (tools) => move(tools, label, (boxes) => distribute(boxes, axis)) })),
];

const canEdit = ({ editor }: EditorTools) => !editor.getState().readOnly;

export const arrangeCommands: Command[] = [
  { id: "tidy", label: t("Tidy up the whole flow"), keys: [], group: "Arrange", when: canEdit, perform: (tools) => void tidyUp(tools, null) },
  { id: "tidy-selection", label: t("Tidy up what is chosen"), keys: [], group: "Arrange", when: (tools) => canEdit(tools) && chosen(tools).length > 1, perform: (tools) => void tidyUp(tools, chosen(tools)) },
  {
    id: "keep-place",
    label: t("Keep in its place when tidying up, or not any more"),
    keys: [],
    group: "Arrange",
    when: (tools) => canEdit(tools) && tools.editor.getState().nodes.size > 0,
    perform: ({ editor }) => {
      const { nodes, doc } = editor.getState();
      const pin = ![...nodes].every((id) => doc.layout.nodes[id]?.pinned);
      const label = pin ? t("keep {count, plural, one {# node} other {# nodes}} in place", { count: nodes.size }) : t("let {count, plural, one {# node} other {# nodes}} be tidied up", { count: nodes.size });
      editor.edit(
        label,
        (draft) => {
          for (const id of nodes) {
            const place = draft.layout.nodes[id];
            if (place && pin) place.pinned = true;
            else if (place) delete place.pinned;
          }
        },
        { say: t("Done: {step}", { step: label }) },
      );
    },
  },
  ...alignments,
  ...nudges,
];
