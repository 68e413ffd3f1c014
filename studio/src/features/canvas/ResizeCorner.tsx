import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useReactFlow } from "@xyflow/react";
import { t } from "@/i18n";

interface Size {
  width: number;
  height: number;
}

const STEP = 8;

/** The corner by which something on the canvas is made larger: pulled, or by the arrows. */
export function ResizeCorner({ size, least, onResize, onDone }: { size: Size; least: Size; onResize: (size: Size) => void; onDone: (size: Size) => void }) {
  const { getZoom } = useReactFlow();
  const from = useRef<{ x: number; y: number; size: Size } | null>(null);
  const fit = (width: number, height: number): Size => ({ width: Math.max(least.width, Math.round(width / STEP) * STEP), height: Math.max(least.height, Math.round(height / STEP) * STEP) });
  const pulled = (event: PointerEvent): Size | null => {
    const start = from.current;
    return start && fit(start.size.width + (event.clientX - start.x) / getZoom(), start.size.height + (event.clientY - start.y) / getZoom());
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    onDone(fit(size.width + (step[0] ?? 0) * STEP, size.height + (step[1] ?? 0) * STEP));
  };
  return (
    <button
      type="button"
      aria-label={t("Resize the note: pull, or use the arrows")}
      title={t("Resize")}
      className="nodrag nopan absolute -right-2 -bottom-2 flex size-6 cursor-nwse-resize items-end justify-end"
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, size: { width: size.width, height: size.height } };
      }}
      onPointerMove={(event) => {
        const next = pulled(event);
        if (next) onResize(next);
      }}
      onPointerUp={(event) => {
        const next = pulled(event);
        from.current = null;
        if (next) onDone(next);
      }}
    >
      <span aria-hidden className="size-3 rounded-br-control border-r-2 border-b-2 border-accent" />
    </button>
  );
}
