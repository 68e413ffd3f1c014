// Dragging: the places while it lasts, in line with what is near, and one edit at its end.
import { useCallback, useEffect, useRef, useState } from "react";
import { type NodeChange, useReactFlow, useStoreApi } from "@xyflow/react";
import { create } from "zustand";
import { useTools } from "@/editor/context";
import { type Box, carried } from "@/flow/bodies";
import { findGroup, groupBox, movedWith } from "@/flow/groups";
import { type Lines, helperLines } from "@/flow/helper-lines";
import { snap } from "@/flow/grid";
import { spliceInto } from "@/flow/join";
import { findNote, moveNotes } from "@/flow/notes";
import { moveNodes } from "@/flow/ops";
import { NODE_HEIGHT, NODE_WIDTH, portsOf } from "@/flow/ports";
import type { Point } from "@/flow/types";
import { t } from "@/i18n";
import { boxOf } from "@/editor/boxes";
import type { CanvasNode, Drag } from "./rf";

const NEAR_PX = 6;
/** More than these are not looked at: with so many near each other a line would say nothing. */
const MOST = 200;

export const useHelperLines = create<{ lines: Lines | null }>(() => ({ lines: null }));

export function useDragging() {
  const tools = useTools();
  const { editor } = tools;
  const [drag, setDrag] = useState<Drag>(null);
  const now = useRef<Drag>(null);
  /** Nothing is dragged, something is, or it went back and the pointer is still held. */
  const hand = useRef<"free" | "drags" | "let-go">("free");
  const alt = useAlt();
  const { getViewport } = useReactFlow();
  const store = useStoreApi();
  const put = useCallback((next: Drag) => {
    now.current = next;
    setDrag(next);
  }, []);

  /** Boxes in view that are not on the move themselves. */
  const others = useCallback(
    (moving: ReadonlySet<string>): Box[] => {
      const { x, y, zoom } = getViewport();
      const { width, height } = store.getState();
      const state = editor.getState();
      const found: Box[] = [];
      for (const [id, at] of Object.entries(state.doc.layout.nodes)) {
        const [left, top] = [at.x * zoom + x, at.y * zoom + y];
        if (left > width || top > height || left < -NODE_WIDTH * zoom || top < -NODE_HEIGHT * zoom || moving.has(id)) continue;
        const box = boxOf(state, id);
        if (box) found.push(box);
        if (found.length > MOST) return [];
      }
      for (const note of state.doc.layout.notes ?? []) if (!moving.has(`note:${note.id}`)) found.push(note);
      return found;
    },
    [editor, getViewport, store],
  );

  const onMoves = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const { doc } = editor.getState();
      let moves: Record<string, Point> = {};
      for (const change of changes) {
        if (change.type !== "position" || !change.position || !change.dragging) continue;
        if (!change.id.startsWith("group:")) moves[change.id] = change.position;
        else {
          const group = findGroup(doc.layout, change.id.slice(6));
          const from = group && groupBox(group, (id) => boxOf(editor.getState(), id));
          if (group && from) moves = { ...movedWith(doc.flow, doc.layout, group, { x: change.position.x - from.x, y: change.position.y - from.y }), ...moves };
        }
      }
      if (Object.keys(moves).length === 0 || hand.current === "let-go") return;
      hand.current = "drags";
      const free = alt.current;
      const all = onGrid({ ...carried(doc.flow, doc.layout, moves) }, free);
      const box = around(all, (id) => (id.startsWith("note:") ? findNote(doc.layout, id.slice(5)) : boxOf(editor.getState(), id)));
      const lines = free || !box ? null : helperLines(box, others(new Set(Object.keys(all))), NEAR_PX / getViewport().zoom);
      useHelperLines.setState({ lines });
      if (lines) for (const id of Object.keys(all)) all[id] = { x: (all[id]?.x ?? 0) + lines.dx, y: (all[id]?.y ?? 0) + lines.dy };
      put(all);
    },
    [alt, editor, getViewport, others, put],
  );

  /** `edgeUnder` is asked where a single node was put down: on an edge it is inserted there. */
  const onDragStop = useCallback(
    (dropped: CanvasNode, edgeUnder: (id: string, at: Point) => string | null) => {
      const moves = hand.current === "drags" ? now.current : null;
      hand.current = "free";
      put(null);
      useHelperLines.setState({ lines: null });
      if (!moves) return;
      const notes = Object.fromEntries(Object.entries(moves).flatMap(([id, at]) => (id.startsWith("note:") ? [[id.slice(5), at]] : [])));
      const nodes = Object.fromEntries(Object.entries(moves).filter(([id]) => !id.startsWith("note:")));
      const ids = Object.keys(moves);
      const only = ids.length === 1 ? nodes[dropped.id] : undefined;
      const edge = only ? edgeUnder(dropped.id, only) : null;
      const label = edge ? t("insert ‘{id}’", { id: dropped.id }) : only ? t("move ‘{id}’", { id: dropped.id }) : t("move {count, plural, one {# thing} other {# things}}", { count: ids.length });
      editor.edit(label, (doc) => {
        moveNodes(doc, nodes, true);
        moveNotes(doc, notes);
        if (!edge) return;
        const node = doc.flow.nodes.find((one) => one.id === dropped.id);
        const out = node && portsOf(node, editor.getState().kinds.get(node.kind)).find((port) => port.kind !== "error" && port.kind !== "body");
        if (out) spliceInto(doc, edge, dropped.id, out.name);
      });
    },
    [editor, put],
  );
  // Escape gives up the drag: everything goes back to where it was, and nothing else is closed by that key.
  useEffect(() => {
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || hand.current !== "drags") return;
      event.preventDefault();
      event.stopPropagation();
      hand.current = "let-go";
      put(null);
      useHelperLines.setState({ lines: null });
      editor.say(t("Moved back."));
    };
    // A new press of the pointer begins anew, whatever became of the one before.
    const press = () => {
      if (hand.current === "let-go") hand.current = "free";
    };
    window.addEventListener("keydown", giveUp, true);
    window.addEventListener("pointerdown", press, true);
    return () => {
      window.removeEventListener("keydown", giveUp, true);
      window.removeEventListener("pointerdown", press, true);
    };
  }, [editor, put]);
  return { drag, put, onMoves, onDragStop };
}

/** All by the step that puts the first on the grid: what is moved together keeps its distances. */
function onGrid(moves: Record<string, Point>, free: boolean): Record<string, Point> {
  const first = Object.values(moves)[0];
  if (free || !first) return moves;
  const to = snap(first);
  return Object.fromEntries(Object.entries(moves).map(([id, at]) => [id, { x: at.x + to.x - first.x, y: at.y + to.y - first.y }]));
}

function around(moves: Record<string, Point>, sizeOf: (id: string) => Box | undefined): Box | null {
  const boxes = Object.entries(moves).flatMap(([id, at]) => {
    const size = sizeOf(id);
    return size ? [{ ...size, ...at }] : [];
  });
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/** Whether Alt is held, which frees what is dragged from grid and lines. */
function useAlt() {
  const alt = useRef(false);
  useEffect(() => {
    const look = (event: KeyboardEvent | PointerEvent) => {
      alt.current = event.altKey;
    };
    const events = ["keydown", "keyup", "pointermove", "pointerdown"] as const;
    for (const name of events) window.addEventListener(name, look, true);
    return () => {
      for (const name of events) window.removeEventListener(name, look, true);
    };
  }, []);
  return alt;
}
