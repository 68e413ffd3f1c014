import { type RefObject, useEffect, useRef } from "react";
import { useTools } from "@/editor/context";
import { findNode, START } from "@/flow/document";
import type { NodeId } from "@/flow/types";
import { whenThere } from "@/lib/when-there";
import { bounds } from "../bounds";

/** As long as a row takes to be drawn; later the focus is somewhere else. */
const FRAMES = 24;
const nothing = () => undefined;

/** What a command may ask of a canvas, as far as a list can do it: show a row, give it the focus, and ask there for another name. */
export function useOutlineView(area: RefObject<HTMLElement | null>, reveal: (id: NodeId) => void, rename: (id: NodeId) => void): void {
  const { editor, canvas } = useTools();
  // It knows which rows there are now.
  const newest = useRef(reveal);
  useEffect(() => {
    newest.current = reveal;
  });
  useEffect(() => {
    const focus = (selector: string) => {
      const isThere = () => {
        const found = area.current?.querySelector<HTMLElement>(selector);
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
      reveal: (id) => newest.current(id),
      focus: (id) => {
        newest.current(id);
        focus(`[data-row="${CSS.escape(id)}"]`);
      },
      focusEdge: (id) => focus(`[data-edge-tools="${CSS.escape(id)}"] button`),
      rename: (id) => {
        if (id === START || editor.getState().readOnly || !findNode(editor.getState().doc.flow, id)) return;
        newest.current(id);
        rename(id);
      },
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
  }, [editor, canvas, area, rename]);
}
