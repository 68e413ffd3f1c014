import type { Box } from "@/flow/bodies";
import { MAP_IN } from "./rf";

const EDGE = 8;

/** What lies over the upper right corner of the canvas, and covers it: from `left` on, down to `bottom`. */
export interface Cover {
  left: number;
  bottom: number;
}

/** On which point to centre the view so that a box is seen; nothing where it is already. */
export function sight(box: Box, view: { x: number; y: number; zoom: number }, width: number, height: number, cover: Cover | null): { x: number; y: number; zoom: number } | null {
  const { zoom } = view;
  const left = box.x * zoom + view.x;
  const top = box.y * zoom + view.y;
  const right = left + box.width * zoom;
  const isCovered = cover !== null && right > cover.left - EDGE && top < cover.bottom + EDGE;
  if (!isCovered && left > EDGE && top > EDGE && right < width - EDGE && top + box.height * zoom < height - EDGE && zoom >= MAP_IN) return null;
  const near = Math.max(zoom, 0.7);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2, zoom: near };
  // Into the middle of what is left: beside what covers, or where that is too narrow, below it.
  if (cover && cover.left > box.width * near + 2 * EDGE) middle.x += (width - cover.left) / 2 / near;
  else if (cover) middle.y -= cover.bottom / 2 / near;
  return middle;
}
