import { memo, type MouseEvent, useEffect, useRef } from "react";
import { useReactFlow, useStore } from "@xyflow/react";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import { useEditor } from "@/editor/context";
import { paint } from "./paint";
import { useScene } from "./use-scene";

/** At small scale a large flow is one drawing: click a block to go there. */
export const MapLayer = memo(function MapLayer() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useScene(true);
  const editor = useEditor();
  const [x, y, zoom] = useStore((state) => state.transform);
  const { setCenter, screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    if (canvas.current) paint(canvas.current, scene, zoom, { x, y });
  });
  const go = (event: MouseEvent) => {
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const hit = Object.entries(scene.layout.nodes).find(([, spot]) => at.x >= spot.x && at.x <= spot.x + NODE_WIDTH && at.y >= spot.y && at.y <= spot.y + NODE_HEIGHT);
    if (!hit) return;
    editor.select([hit[0]]);
    void setCenter(hit[1].x + NODE_WIDTH / 2, hit[1].y + NODE_HEIGHT / 2, { zoom: 1 });
  };
  return (
    // The blocks are the same nodes as in the outline, which is the way for keyboard and screen reader.
     
    <div className="pointer-events-auto absolute inset-0 z-[3]" onClick={go} aria-hidden>
      <canvas ref={canvas} className="size-full" />
    </div>
  );
});
