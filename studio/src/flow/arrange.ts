// Putting several things in line: where each goes.
import type { Box } from "./bodies";
import type { Point } from "./types";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Axis = "across" | "down";

export type Boxes = Record<string, Box>;

export function align(boxes: Boxes, how: Alignment): Record<string, Point> {
  const all = Object.values(boxes);
  if (all.length < 2) return {};
  const left = Math.min(...all.map((box) => box.x));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const top = Math.min(...all.map((box) => box.y));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  const place: Record<Alignment, (box: Box) => Point> = {
    left: (box) => ({ x: left, y: box.y }),
    centre: (box) => ({ x: (left + right - box.width) / 2, y: box.y }),
    right: (box) => ({ x: right - box.width, y: box.y }),
    top: (box) => ({ x: box.x, y: top }),
    middle: (box) => ({ x: box.x, y: (top + bottom - box.height) / 2 }),
    bottom: (box) => ({ x: box.x, y: bottom - box.height }),
  };
  return mapped(boxes, place[how]);
}

/** Equal gaps between neighbours; the outermost two stay. */
export function distribute(boxes: Boxes, axis: Axis): Record<string, Point> {
  const size = axis === "across" ? "width" : "height";
  const key = axis === "across" ? "x" : "y";
  const sorted = Object.entries(boxes).toSorted(([, a], [, b]) => a[key] - b[key]);
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (!first || !last || sorted.length < 3) return {};
  const room = last[key] + last[size] - first[key];
  const gap = (room - sorted.reduce((sum, [, box]) => sum + box[size], 0)) / (sorted.length - 1);
  let at = first[key];
  const result: Record<string, Point> = {};
  for (const [id, box] of sorted) {
    result[id] = { x: box.x, y: box.y, [key]: at };
    at += box[size] + gap;
  }
  return result;
}

const mapped = (boxes: Boxes, place: (box: Box) => Point) => Object.fromEntries(Object.entries(boxes).map(([id, box]) => [id, place(box)]));
