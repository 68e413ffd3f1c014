import { type PointerEvent, useEffect, useRef } from "react";
import { useReactFlow, useStore } from "@xyflow/react";
import { bounds, paint } from "./paint";
import { useScene } from "./use-scene";

const WIDTH = 180;
const HEIGHT = 120;

/** Our own drawing: the library's costs half a frame at a thousand nodes. Only in large flows. */
export function Minimap() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useScene();
  const { setCenter, getZoom } = useReactFlow();
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const box = bounds(scene.layout);
  const scale = Math.min((WIDTH - 16) / box.width, (HEIGHT - 16) / box.height);
  const offset = { x: (WIDTH - box.width * scale) / 2 - box.x * scale, y: (HEIGHT - box.height * scale) / 2 - box.y * scale };

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    paint(element, scene, scale, offset);
    const context = element.getContext("2d");
    if (!context) return;
    context.strokeStyle = getComputedStyle(element).getPropertyValue("--accent").trim();
    context.lineWidth = 1.5;
    context.strokeRect((-x / zoom) * scale + offset.x, (-y / zoom) * scale + offset.y, (width / zoom) * scale, (height / zoom) * scale);
  });

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const rect = event.currentTarget.getBoundingClientRect();
    const at = { x: (event.clientX - rect.left - offset.x) / scale, y: (event.clientY - rect.top - offset.y) / scale };
    void setCenter(at.x, at.y, { zoom: getZoom() });
  };
  return (
    <canvas
      ref={canvas}
      width={WIDTH}
      height={HEIGHT}
      // The keyboard has the arrows, 1 and the outline; this is a picture for the pointer.
      aria-hidden
      className="h-[120px] w-[180px] touch-none rounded-card border border-line bg-surface"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    />
  );
}
