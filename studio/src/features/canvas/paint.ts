// The flow as coloured blocks on a 2D canvas: for the map at small scale, and for the minimap.
import { allNodes, isOff, sourceOf } from "@/flow/document";
import type { Kinds } from "@/flow/connect";
import type { Box } from "@/flow/bodies";
import { titleOf } from "@/flow/describe";
import { groupBox, groupsOf, hidden } from "@/flow/groups";
import { notesOf } from "@/flow/notes";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Marks } from "@/flow/drawn-diff";
import type { Colour, Flow, Layout, NodeId, Point } from "@/flow/types";
import { CATEGORY_COLOUR } from "@/nodes/categories";
import type { RunView } from "@/editor/runs/fold-events";
import { stepOf } from "@/editor/runs/fold-events";
import { leadsBack, lowerWay } from "./ways";

export interface Scene {
  flow: Flow;
  layout: Layout;
  kinds: Kinds;
  selected: ReadonlySet<NodeId>;
  flagged: ReadonlySet<NodeId>;
  run: RunView | null;
  /** Nodes that the search found; the others are faint. */
  found: ReadonlySet<NodeId> | null;
  /** Of a comparison. */
  marks: Marks | null;
}

const INK: Record<Colour, string> = { yellow: "--warn", green: "--ok", blue: "--info", red: "--danger", grey: "--line-strong" };

const MARK_COLOUR = { added: "--ok", removed: "--danger", changed: "--warn", renamed: "--info" };

/** `offset` and `scale` take flow coordinates to pixels of the canvas. */
export function paint(canvas: HTMLCanvasElement, scene: Scene, scale: number, offset: Point): void {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth, clientHeight } = canvas;
  if (canvas.width !== Math.round(clientWidth * ratio)) canvas.width = Math.round(clientWidth * ratio);
  if (canvas.height !== Math.round(clientHeight * ratio)) canvas.height = Math.round(clientHeight * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colours = new Map<string, string>();
  const colour = (name: string) => {
    const key = name.replace(/^var\((.*)\)$/, "$1");
    const known = colours.get(key) ?? style.getPropertyValue(key).trim();
    colours.set(key, known);
    return known;
  };
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, clientWidth, clientHeight);
  const place = (id: NodeId): Point | null => {
    const at = scene.layout.nodes[id];
    return at ? { x: at.x * scale + offset.x, y: at.y * scale + offset.y } : null;
  };
  const away = hidden(scene.flow, scene.layout);
  const block = (box: Box, ink: Colour, opacity: number) => {
    context.fillStyle = colour(INK[ink]);
    context.globalAlpha = opacity;
    context.fillRect(box.x * scale + offset.x, box.y * scale + offset.y, box.width * scale, box.height * scale);
    context.globalAlpha = 1;
  };
  for (const group of groupsOf(scene.layout)) {
    const box = groupBox(group, (id) => {
      const at = scene.layout.nodes[id];
      return at && { x: at.x, y: at.y, width: NODE_WIDTH, height: NODE_HEIGHT };
    });
    if (box) block(box, group.colour, group.collapsed ? 0.6 : 0.18);
  }
  for (const note of notesOf(scene.layout)) block(note, note.colour, 0.4);
  context.strokeStyle = colour("--line-strong");
  context.lineWidth = Math.max(0.6, 2 * scale);
  context.beginPath();
  for (const edge of scene.flow.edges) {
    const from = place(sourceOf(edge).node);
    const to = place(edge.to);
    if (!from || !to || away.has(edge.to) || away.has(sourceOf(edge).node)) continue;
    const middle = (NODE_HEIGHT / 2) * scale;
    const right = from.x + NODE_WIDTH * scale;
    const low = leadsBack(right / scale, to.x / scale) ? lowerWay(from.y / scale, to.y / scale) : undefined;
    context.moveTo(right, from.y + middle);
    if (low !== undefined) {
      context.lineTo(right, low * scale + middle);
      context.lineTo(to.x, low * scale + middle);
    }
    context.lineTo(to.x, to.y + middle);
  }
  context.stroke();
  const titles = 13 * scale > 4.5;
  context.font = `${Math.max(9, 26 * scale)}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  for (const node of allNodes(scene.flow)) {
    const at = away.has(node.id) ? null : place(node.id);
    if (!at || at.x > clientWidth || at.y > clientHeight || at.x < -NODE_WIDTH * scale || at.y < -NODE_HEIGHT * scale) continue;
    const kind = scene.kinds.get(node.kind);
    const status = stepOf(scene.run, node.id)?.status;
    context.fillStyle = colour(kind ? CATEGORY_COLOUR[kind.category] : "--control");
    context.globalAlpha = scene.found?.has(node.id) === false || isOff(scene.flow, node.id) ? 0.25 : scene.run && !status && node.id !== "start" ? 0.45 : 1;
    context.fillRect(at.x, at.y, NODE_WIDTH * scale, NODE_HEIGHT * scale);
    context.globalAlpha = 1;
    if (titles) {
      context.fillStyle = "#fff";
      context.fillText(titleOf(node, kind), at.x + 4, at.y + (NODE_HEIGHT / 2) * scale, NODE_WIDTH * scale - 8);
    }
    const mark = status === "failed" || scene.flagged.has(node.id) ? "--danger" : status === "done" ? "--ok" : status === "waiting" ? "--wait" : status ? "--info" : null;
    if (mark) {
      context.fillStyle = colour(mark);
      context.beginPath();
      context.arc(at.x + NODE_WIDTH * scale - 3, at.y + 3, Math.max(2.5, 8 * scale), 0, 2 * Math.PI);
      context.fill();
    }
    const change = scene.marks?.nodes.get(node.id)?.is;
    if (change) {
      context.strokeStyle = colour(MARK_COLOUR[change]);
      context.lineWidth = 3;
      context.setLineDash(change === "removed" ? [4, 3] : []);
      context.strokeRect(at.x, at.y, NODE_WIDTH * scale, NODE_HEIGHT * scale);
      context.setLineDash([]);
    }
    if (scene.selected.has(node.id)) {
      context.strokeStyle = colour("--accent");
      context.lineWidth = 2;
      context.strokeRect(at.x - 1, at.y - 1, NODE_WIDTH * scale + 2, NODE_HEIGHT * scale + 2);
    }
  }
}
