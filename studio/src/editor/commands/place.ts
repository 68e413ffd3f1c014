// Puts down what was copied: on nothing that is there, chosen, in sight, and with the focus.
import type { Box } from "@/flow/bodies";
import { type Clip, spotOf } from "@/flow/clip";
import type { Kinds } from "@/flow/connect";
import { freePlace } from "@/flow/free-place";
import { paste, type Pasted } from "@/flow/ops";
import type { Point } from "@/flow/types";
import { t } from "@/i18n";
import { nodeBox, takenBoxes } from "../boxes";
import type { EditorTools } from "../context";
import { goToAll } from "../go-to";

/** More names than these are no help to whoever hears them read out. */
const NAMED = 5;

/** “3 nodes”, “1 note”, “4 things” */
export const amount = (nodes: number, notes: number): string =>
  notes === 0
    ? t("{count, plural, one {# node} other {# nodes}}", { count: nodes })
    : nodes === 0
      ? t("{count, plural, one {# note} other {# notes}}", { count: notes })
      : t("{count, plural, one {# thing} other {# things}}", { count: nodes + notes });

/** `wish` says where the corner of it should go; it goes to the nearest place where there is room for all of it. */
export function place(tools: EditorTools, what: Clip, label: string, wish: (block: Box) => Point): void {
  const { editor, canvas } = tools;
  const state = editor.getState();
  const block = blockOf(what, state.kinds);
  const to = freePlace(takenBoxes(state), { ...block, ...wish(block) });
  let made: Pasted = { nodes: [], notes: [] };
  editor.edit(label, (doc) => {
    made = paste(doc, what, state.kinds, { x: to.x - block.x, y: to.y - block.y });
  });
  const { nodes, notes } = made;
  goToAll(tools, nodes, notes);
  const [note] = notes;
  if (nodes.length === 0 && note !== undefined) {
    canvas.current?.revealBox({ ...block, ...to });
    canvas.current?.focusNote(note);
  }
  const many = nodes.length + notes.length > NAMED;
  editor.say(many ? t("Added {what}.", { what: amount(nodes.length, notes.length) }) : t("Added {ids}.", { ids: [...nodes, ...notes].join(", ") }));
}

/** What all of it takes up together, where it was copied. */
function blockOf(what: Clip, kinds: Kinds): Box {
  const boxes = [...what.nodes.map((node) => nodeBox(node, spotOf(what, node.id), kinds)), ...what.notes];
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
