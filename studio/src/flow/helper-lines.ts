// While something is dragged: the edges and middles of other things it is nearly in line with, and the little step that puts it there.
import type { Box } from "./bodies";

export interface Lines {
  /** What to add so that it is in line. */
  dx: number;
  dy: number;
  vertical: { x: number; from: number; to: number } | null;
  horizontal: { y: number; from: number; to: number } | null;
}

/** `near` is in the same measure as the boxes: a few pixels of the screen, divided by the zoom. */
export function helperLines(moving: Box, others: Iterable<Box>, near: number): Lines {
  const lines: Lines = { dx: 0, dy: 0, vertical: null, horizontal: null };
  let [bestX, bestY] = [near, near];
  const across = [moving.x, moving.x + moving.width / 2, moving.x + moving.width];
  const down = [moving.y, moving.y + moving.height / 2, moving.y + moving.height];
  for (const other of others) {
    const theirAcross = [other.x, other.x + other.width / 2, other.x + other.width];
    const theirDown = [other.y, other.y + other.height / 2, other.y + other.height];
    for (let at = 0; at < 3; at += 1) {
      const dx = (theirAcross[at] as number) - (across[at] as number);
      if (Math.abs(dx) < bestX) {
        bestX = Math.abs(dx);
        lines.dx = dx;
        lines.vertical = { x: theirAcross[at] as number, from: Math.min(moving.y, other.y), to: Math.max(moving.y + moving.height, other.y + other.height) };
      }
      const dy = (theirDown[at] as number) - (down[at] as number);
      if (Math.abs(dy) < bestY) {
        bestY = Math.abs(dy);
        lines.dy = dy;
        lines.horizontal = { y: theirDown[at] as number, from: Math.min(moving.x, other.x), to: Math.max(moving.x + moving.width, other.x + other.width) };
      }
    }
  }
  return lines;
}
