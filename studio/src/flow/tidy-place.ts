// From what the layout engine says to where things go: at the place they were, around what stays.
import type { Box } from "./bodies";
import type { Kinds } from "./connect";
import { type Doc, findNode, START } from "./document";
import { snap } from "./grid";
import { findGroup, groupBox, movedWith } from "./groups";
import { notesOf } from "./notes";
import { NODE_HEIGHT, NODE_WIDTH, nodeHeight, portsOf } from "./ports";
import { below, overlap } from "./room";
import type { TidyNode } from "./tidy-graph";
import type { NodeId, Point } from "./types";

export function tidyMoves(doc: Doc, kinds: Kinds, laidOut: TidyNode, isWhole: boolean): Record<NodeId, Point> {
  const boxOf = (id: NodeId): Box | undefined => {
    const at = doc.layout.nodes[id];
    const node = findNode(doc.flow, id);
    return at && node && { x: at.x, y: at.y, width: NODE_WIDTH, height: nodeHeight(portsOf(node, kinds.get(node.kind))) };
  };
  const before = (id: string): Box | undefined => {
    const group = id.startsWith("group:") ? findGroup(doc.layout, id.slice(6)) : undefined;
    return group ? (groupBox(group, boxOf) ?? undefined) : boxOf(id);
  };
  const found = leaves(laidOut, 0, 0);
  const stays = (id: string) => doc.layout.nodes[id]?.pinned === true;
  const offset = anchor(found, before, stays, isWhole);
  const placed = found.map((box) => ({ ...box, ...snap({ x: box.x + offset.x, y: box.y + offset.y }) }));

  const kept = found.flatMap(({ id }) => (stays(id) ? [before(id)] : [])).filter((box) => box !== undefined);
  const was = found.flatMap(({ id }) => before(id) ?? []);
  // A note that nodes stood on already is their background.
  const notes = notesOf(doc.layout).filter((note) => !was.some((box) => overlap(box, note, 0)));
  const obstacles: Box[] = [...kept, ...notes];
  const moves: Record<NodeId, Point> = {};
  for (const box of placed.toSorted((a, b) => a.y - b.y)) {
    if (stays(box.id)) continue;
    box.y = below(obstacles, box);
    obstacles.push(box);
    const group = box.id.startsWith("group:") ? findGroup(doc.layout, box.id.slice(6)) : undefined;
    const from = before(box.id);
    if (group && from) Object.assign(moves, movedWith(doc.flow, doc.layout, group, { x: box.x - from.x, y: box.y - from.y }));
    else if (!group) moves[box.id] = { x: box.x, y: box.y };
  }
  return moves;
}

type Leaf = Box & { id: string };

function leaves(node: TidyNode, x: number, y: number): Leaf[] {
  return (node.children ?? []).flatMap((child) => {
    const at = { x: x + (child.x ?? 0), y: y + (child.y ?? 0) };
    return child.children ? leaves(child, at.x, at.y) : [{ id: child.id, ...at, width: child.width ?? NODE_WIDTH, height: child.height ?? NODE_HEIGHT }];
  });
}

/** What stays put says where the rest goes; else the start, or the corner of what was chosen. */
function anchor(found: Leaf[], before: (id: string) => Box | undefined, stays: (id: string) => boolean, isWhole: boolean): Point {
  const shift = (leaf: Leaf | undefined) => {
    const was = leaf && before(leaf.id);
    return leaf && was ? { x: was.x - leaf.x, y: was.y - leaf.y } : null;
  };
  const fixed = shift(found.find(({ id }) => stays(id))) ?? (isWhole ? shift(found.find(({ id }) => id === START)) : null);
  if (fixed) return fixed;
  const was = found.flatMap(({ id }) => before(id) ?? []);
  if (was.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...was.map((box) => box.x)) - Math.min(...found.map((box) => box.x)), y: Math.min(...was.map((box) => box.y)) - Math.min(...found.map((box) => box.y)) };
}
