// The context menu: what it is about follows from where it is asked for, and that is chosen first.
import { withBodies } from "@/flow/bodies";
import { findGroup } from "@/flow/groups";
import type { Point } from "@/flow/types";
import type { EditorTools } from "./context";
import type { MenuOf } from "./store";

/** What stands at an element; `null` where the browser's own menu belongs. */
export function menuAt(tools: EditorTools, element: Element, point: Point | null): MenuOf | null {
  const { editor } = tools;
  const { nodes, notes, edges, doc } = editor.getState();
  if (element.closest("input, textarea, [contenteditable], [role=toolbar], [role=dialog]")) return null;
  const several: MenuOf | null = nodes.size + notes.size > 1 ? { is: "several" } : null;
  const named = (attribute: string) => element.closest(`[data-${attribute}]`)?.getAttribute(`data-${attribute}`) ?? null;

  const note = named("note-id");
  if (note !== null) {
    if (notes.has(note) && several) return several;
    editor.select([], [], [note]);
    return { is: "note" };
  }
  const node = named("node-id") ?? named("row");
  if (node !== null) {
    if (nodes.has(node) && several) return several;
    editor.select([node]);
    return { is: "node" };
  }
  const edge = named("edge") ?? named("edge-tools");
  if (edge !== null) {
    if (!edges.has(edge)) editor.select([], [edge]);
    return { is: "edge" };
  }
  const group = named("group-id");
  const members = group === null ? undefined : findGroup(doc.layout, group)?.nodes;
  if (group !== null && members) {
    editor.select([...members].toReversed());
    return { is: "group", id: group };
  }
  const frame = named("frame");
  if (frame !== null) {
    editor.select([...withBodies(doc.flow, [frame])].toReversed());
    return { is: "frame", id: frame };
  }
  if (element.closest(".react-flow__nodesselection") && several) return several;
  if (!element.closest(".react-flow__pane, [data-outline]")) return null;
  editor.select([]);
  return { is: "empty", point };
}

/** By keyboard: for what has the focus, beside it. */
export function openMenu(tools: EditorTools): void {
  const { editor } = tools;
  const { nodes, notes } = editor.getState();
  const focused = document.activeElement;
  const isSomewhere = focused !== null && focused !== document.body;
  const area = document.querySelector(".react-flow__pane, [data-outline]");
  const element = isSomewhere && focused.closest("[data-node-id], [data-note-id], [data-edge-tools], [data-group-id]") ? focused : area;
  if (!element) return;
  const box = element.getBoundingClientRect();
  const at = element === area ? { x: box.x + box.width / 2, y: box.y + box.height / 3 } : { x: box.x + 24, y: box.y + Math.min(box.height, 64) };
  const of = element === area && nodes.size + notes.size > 1 ? { is: "several" as const } : menuAt(tools, element, tools.canvas.current?.placeAt(at) ?? null);
  if (of) editor.open({ is: "menu", at, of, isByKeyboard: true });
}
