import { memo, type PointerEvent, useEffect, useRef } from "react";
import { useReactFlow, useStore } from "@xyflow/react";
import type { Point } from "@/flow/types";
import { bounds } from "./bounds";
import { paint, type Scene } from "./paint";
import { useScene } from "./use-scene";

const WIDTH = 180;
const HEIGHT = 120;
/** Blocks a few pixels wide need not follow every key press. */
const REPAINT_MS = 120;

/** Our own drawing: the library's costs half a frame at a thousand nodes. Only in large flows. */
export const Minimap = memo(function Minimap() {
  const scene = useScene(false);
  const box = bounds(scene.layout);
  const scale = Math.min((WIDTH - 16) / box.width, (HEIGHT - 16) / box.height);
  const offset = { x: (WIDTH - box.width * scale) / 2 - box.x * scale, y: (HEIGHT - box.height * scale) / 2 - box.y * scale };
  const { setCenter, getZoom } = useReactFlow();
  const go = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return;
    const rect = event.currentTarget.getBoundingClientRect();
    const at = { x: (event.clientX - rect.left - offset.x) / scale, y: (event.clientY - rect.top - offset.y) / scale };
    void setCenter(at.x, at.y, { zoom: getZoom() });
  };
  return (
    <div
      // The keyboard has the arrows, 1 and the outline; this is a picture for the pointer.
      aria-hidden
      className="relative h-[120px] w-[180px] touch-none overflow-hidden rounded-card border border-line bg-surface"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <Blocks scene={scene} scale={scale} x={offset.x} y={offset.y} />
      <Window scale={scale} offset={offset} />
    </div>
  );
});

function Blocks({ scene, scale, x, y }: { scene: Scene; scale: number } & Point) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isPainted = useRef(false);
  useEffect(() => {
    const draw = () => {
      if (canvas.current) paint(canvas.current, scene, scale, { x, y });
      isPainted.current = true;
    };
    if (!isPainted.current) return draw();
    const timer = setTimeout(draw, REPAINT_MS);
    return () => clearTimeout(timer);
  }, [scene, scale, x, y]);
  return <canvas ref={canvas} width={WIDTH} height={HEIGHT} className="size-full" />;
}

/** What of the flow is in view. */
function Window({ scale, offset }: { scale: number; offset: Point }) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return (
    <span
      className="pointer-events-none absolute top-0 left-0 border-[1.5px] border-accent"
      style={{ width: (width / zoom) * scale, height: (height / zoom) * scale, transform: `translate(${(-x / zoom) * scale + offset.x}px, ${(-y / zoom) * scale + offset.y}px)` }}
    />
  );
}
