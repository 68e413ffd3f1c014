import { type RefObject, useEffect } from "react";
import { useTools } from "@/editor/context";
import type { NodeId } from "@/flow/types";
import { whenThere } from "@/lib/when-there";
import { bounds } from "./bounds";

/** As long as a row takes to be drawn; later the focus is somewhere else. */
const FRAMES = 24;
const nothing = () => undefined;

/** What a command may ask of a canvas, as far as a list can do it: show a row, and give it the focus. */
export function useOutlineView(rows: RefObject<Map<NodeId, HTMLElement>>): void {
  const { editor, canvas } = useTools();
  useEffect(() => {
    const focus = (find: () => HTMLElement | null | undefined) => {
      const isThere = () => {
        const found = find();
        found?.focus();
        return found !== undefined && found !== null && document.activeElement === found;
      };
      // It may not be drawn yet, or lie under a dialog that is about to close.
      whenThere(isThere, nothing, FRAMES);
    };
    canvas.current = {
      fit: nothing,
      fitSelection: nothing,
      actualSize: nothing,
      revealBox: nothing,
      focusNote: nothing,
      glide: nothing,
      reveal: (id) => rows.current.get(id)?.scrollIntoView({ block: "nearest" }),
      focus: (id) => focus(() => rows.current.get(id)),
      focusEdge: (id) => focus(() => document.querySelector<HTMLElement>(`[data-edge-tools="${CSS.escape(id)}"] button`)),
      // Nobody sees where: below everything it is in nobody's way.
      middle: () => {
        const box = bounds(editor.getState().doc.layout);
        return { x: box.x, y: box.y + box.height + 40 };
      },
      placeAt: () => null,
    };
    return () => {
      canvas.current = null;
    };
  }, [editor, canvas, rows]);
}
