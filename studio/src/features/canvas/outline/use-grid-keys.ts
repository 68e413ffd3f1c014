// The keys of a tree grid, as screen readers and their users know them (WAI-ARIA): up and down from row to row, right into a body and
// then into the cells of a row, left back out, Home and End, and Escape from a cell to its row. Every other key is a command's.
import { type FocusEvent, type KeyboardEvent, useState } from "react";
import { command } from "@/editor/commands/all";
import { type EditorTools, useTools } from "@/editor/context";
import { showFinding } from "@/editor/reach";
import { findNode, START } from "@/flow/document";
import { findingsAt } from "@/flow/describe";
import type { OutlineStep } from "@/flow/outline";
import type { NodeId } from "@/flow/types";
import { isTyping } from "@/lib/typing";
import { whenThere } from "@/lib/when-there";

const PAGE = 10;
/** What in a row can have the focus: cells of text, and the buttons of the others. */
const PLACES = "[data-place], [data-edge-tools] button";

interface Grid {
  /** Those that are to be seen, in their order. */
  steps: OutlineStep[];
  folded: ReadonlySet<NodeId>;
  fold: (id: NodeId, isFolded: boolean) => void;
  reveal: (id: NodeId) => void;
  rename: (id: NodeId) => void;
}

export function useGridKeys({ steps, folded, fold, reveal, rename }: Grid) {
  const tools = useTools();
  const { editor } = tools;
  // The row is where Tab stops. From within it Tab goes on, not back to the row.
  const [isInCell, setInCell] = useState(false);

  /** To another row: to the row itself, or to the same cell of it. */
  const go = (at: number, column: string | null, isMore: boolean) => {
    const id = steps[Math.min(Math.max(at, 0), steps.length - 1)]?.id;
    if (id === undefined) return;
    const { nodes } = editor.getState();
    editor.select(isMore ? [...[...nodes].filter((one) => one !== id), id] : [id]);
    reveal(id);
    const find = () => {
      const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
      return column === null ? row : (row?.querySelector<HTMLElement>(`[data-column="${column}"]:is([data-place]), [data-column="${column}"] [data-place]`) ?? row);
    };
    const there = find();
    if (there) there.focus();
    // One far away is drawn when it comes into sight.
    else whenThere(find, (drawn) => drawn.focus());
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>("[data-row]");
    const id = row?.dataset.row;
    if (!row || id === undefined || isTyping(target)) return;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === "Enter" || event.key === " ") {
      if (target === row || event.ctrlKey || event.metaKey || event.altKey) return;
      // A button is pressed by the browser.
      if (target.closest("button")) return event.stopPropagation();
      done();
      return enter(tools, target.dataset.column, id, rename);
    }
    if (event.key === "Escape") {
      if (target === row) return;
      done();
      return row.focus();
    }
    if (event.altKey || !/^(Arrow|Home|End|Page)/.test(event.key)) return;
    const at = steps.findIndex((step) => step.id === id);
    const isFar = event.ctrlKey || event.metaKey;
    const places = [...row.querySelectorAll<HTMLElement>(PLACES)];
    const place = target === row ? -1 : places.indexOf(target);
    const column = target === row ? null : (target.closest<HTMLElement>("[data-column]")?.dataset.column ?? null);
    const isMore = event.shiftKey && target === row;
    const step = steps[at];
    const [first, last] = [0, steps.length - 1];
    done();
    switch (event.key) {
      case "ArrowDown":
        return isFar ? undefined : go(at + 1, column, isMore);
      case "ArrowUp":
        return isFar ? undefined : go(at - 1, column, isMore);
      case "PageDown":
        return go(at + PAGE, column, false);
      case "PageUp":
        return go(at - PAGE, column, false);
      case "Home":
        return isFar || place < 0 ? go(first, column, isMore) : places[0]?.focus();
      case "End":
        return isFar || place < 0 ? go(last, column, isMore) : places.at(-1)?.focus();
      case "ArrowRight":
        if (place < 0 && step && step.inside > 0 && folded.has(id)) return fold(id, false);
        return places[place + 1]?.focus();
      case "ArrowLeft":
        if (place > 0) return places[place - 1]?.focus();
        if (place === 0) return row.focus();
        if (step && step.inside > 0 && !folded.has(id)) return fold(id, true);
        return step?.parent === undefined ? undefined : go(steps.findIndex((one) => one.id === step.parent), null, false);
    }
  };

  const onFocus = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>("[data-row]");
    const id = row?.dataset.row;
    if (id === undefined) return;
    setInCell(target !== row);
    const edge = target.closest<HTMLElement>("[data-edge-tools]")?.dataset.edgeTools;
    const { nodes, edges } = editor.getState();
    // What the keys are about is what has the focus.
    if (edge !== undefined) {
      if (!edges.has(edge)) editor.select([], [edge]);
    } else if (!nodes.has(id)) editor.select([id]);
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setInCell(false);
  };
  return { isInCell, onKeyDown, onFocus, onBlur };
}

/** What Enter does in a cell: another name, another connection, or the problem that is told there. */
function enter(tools: EditorTools, column: string | undefined, id: NodeId, rename: (id: NodeId) => void): void {
  const { doc, findings, readOnly } = tools.editor.getState();
  if (column === "step" && !readOnly && id !== START && findNode(doc.flow, id)) return rename(id);
  const [finding] = findingsAt(findings, id);
  if (column === "state" && finding) return showFinding(tools, finding);
  const found = column === "ways" ? command("connect") : command("inspector");
  if (found?.when?.(tools) ?? true) found?.perform(tools);
}
