// Where a menu is asked for with a pointer: the right button, or a finger that stays.
import { type MouseEvent, type PointerEvent, type TouchEvent, useMemo, useRef } from "react";
import { useTools } from "@/editor/context";
import { menuAt } from "@/editor/open-menu";

const LONG_MS = 500;
const STILL_PX = 10;

export function useMenu() {
  const tools = useTools();
  const press = useRef<{ timer: number; x: number; y: number; isOver: boolean } | null>(null);
  return useMemo(() => {
    const { editor } = tools;
    const open = (target: EventTarget, x: number, y: number): boolean => {
      if (!(target instanceof Element) || editor.getState().readOnly) return false;
      const of = menuAt(tools, target, tools.canvas.current?.placeAt({ x, y }) ?? null);
      if (of) editor.open({ is: "menu", at: { x, y }, of, isByKeyboard: false });
      return of !== null;
    };
    const end = () => {
      if (press.current) clearTimeout(press.current.timer);
    };
    return {
      onContextMenu: (event: MouseEvent) => {
        // Browsers that ask by themselves after a long press do so beside us.
        if (press.current?.isOver) return event.preventDefault();
        end();
        if (open(event.target, event.clientX, event.clientY)) event.preventDefault();
      },
      onPointerDown: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
        end();
        press.current = null;
        if (pointerType === "mouse") return;
        const now = { timer: 0, x, y, isOver: false };
        now.timer = window.setTimeout(() => (now.isOver = open(target, x, y)), LONG_MS);
        press.current = now;
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        const now = press.current;
        if (now && Math.hypot(clientX - now.x, clientY - now.y) > STILL_PX) end();
      },
      onPointerUp: end,
      onPointerCancel: end,
      // Otherwise the browser makes a press of a mouse of it, which would take the focus from the menu and so close it. What can be dragged
      // keeps the event to itself, so it is heard on its way down.
      onTouchEndCapture: (event: TouchEvent) => {
        if (press.current?.isOver && event.cancelable) event.preventDefault();
      },
      /** The finger that opened the menu presses nothing when it goes. */
      onClickCapture: (event: MouseEvent) => {
        if (!press.current?.isOver) return;
        press.current = null;
        event.preventDefault();
        event.stopPropagation();
      },
    };
  }, [tools]);
}
