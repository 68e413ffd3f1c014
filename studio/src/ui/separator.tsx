import type { KeyboardEvent, PointerEvent } from "react";
import { cx } from "@/lib/cx";

const STEP_PX = 24;

interface SeparatorProps {
  label: string;
  /** Which way the line goes: what it parts lies at its sides, or above and below. */
  way: "vertical" | "horizontal";
  /** Of the panel behind it, in pixels. */
  size: number;
  least: number;
  most: number;
  /** How large it is for a place of the pointer. */
  sizeAt: (event: { clientX: number; clientY: number }) => number;
  /** While it is dragged, when nothing else is drawn. */
  onMove: (size: number) => void;
  onPut: (size: number) => void;
  /** A double click sets it back. */
  onReset: () => void;
  className?: string;
}

/** The line between a panel and what is before it: dragged, or moved with the arrows; Home and End make the panel as small and as large as it may be. */
export function Separator({ label, way, size, least, most, sizeAt, onMove, onPut, onReset, className }: SeparatorProps) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    let now: number | null = null;
    const move = (moved: globalThis.PointerEvent) => {
      now = sizeAt(moved);
      onMove(now);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      // A press alone moves nothing.
      if (now !== null) onPut(now);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
  const [more, less] = way === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const onKey = (event: KeyboardEvent) => {
    const { key } = event;
    const next = key === more ? size + STEP_PX : key === less ? size - STEP_PX : key === "Home" ? least : key === "End" ? most : null;
    if (next === null) return;
    event.preventDefault();
    onPut(next);
  };
  return (
    // A separator that can be moved is a control.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-label={label}
      aria-orientation={way}
      aria-valuenow={Math.round(size)}
      aria-valuemin={least}
      aria-valuemax={most}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-own-keys
      onPointerDown={drag}
      onDoubleClick={onReset}
      onKeyDown={onKey}
      className={cx("absolute z-10 touch-none hover:bg-accent/30 focus-visible:bg-accent", way === "vertical" ? "inset-y-0 -left-1 w-2 cursor-col-resize" : "inset-x-0 -top-1 h-2 cursor-row-resize", className)}
    />
  );
}
