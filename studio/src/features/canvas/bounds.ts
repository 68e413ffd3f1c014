// What a drawing takes up, its notes included.
import type { Box } from "@/flow/bodies";
import { notesOf } from "@/flow/notes";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Layout } from "@/flow/types";

const boxes = new WeakMap<Layout, Box>();

export function bounds(layout: Layout): Box {
  const known = boxes.get(layout);
  if (known) return known;
  const box = boundsOf(layout);
  if (Object.isFrozen(layout)) boxes.set(layout, box);
  return box;
}

function boundsOf(layout: Layout): Box {
  const boxes = [...Object.values(layout.nodes).map((at) => ({ ...at, width: NODE_WIDTH, height: NODE_HEIGHT })), ...notesOf(layout)];
  if (boxes.length === 0) return { x: 0, y: 0, width: NODE_WIDTH, height: NODE_HEIGHT };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
