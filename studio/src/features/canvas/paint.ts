// The flow as coloured blocks on a 2D canvas: for the map at small scale, and for the minimap.
import { allNodes, sourceOf } from "@/flow/document";
import type { Kinds } from "@/flow/connect";
import { titleOf } from "@/flow/describe";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Flow, Layout, NodeId, Point } from "@/flow/types";
import { CATEGORY_COLOUR } from "@/nodes/categories";
import type { RunView } from "@/editor/runs/fold-events";
import { stepOf } from "@/editor/runs/fold-events";

export interface Scene {
  flow: Flow;
  layout: Layout;
  kinds: Kinds;
  selected: ReadonlySet<NodeId>;
  flagged: ReadonlySet<NodeId>;
  run: RunView | null;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const boxes = new WeakMap<Layout, Box>();

export function bounds(layout: Layout): Box {
  const known = boxes.get(layout);
  if (known) return known;
  const box = boundsOf(layout);
  if (Object.isFrozen(layout)) boxes.set(layout, box);
  return box;
}

function boundsOf(layout: Layout): Box {
  const spots = Object.values(layout.nodes);
  if (spots.length === 0) return { x: 0, y: 0, width: NODE_WIDTH, height: NODE_HEIGHT };
  const x = Math.min(...spots.map((at) => at.x));
  const y = Math.min(...spots.map((at) => at.y));
  return {
    x,
    y,
    width: Math.max(...spots.map((at) => at.x)) + NODE_WIDTH - x,
    height: Math.max(...spots.map((at) => at.y)) + NODE_HEIGHT - y,
  };
}

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
  context.strokeStyle = colour("--line-strong");
  context.lineWidth = Math.max(0.6, 2 * scale);
  context.beginPath();
  for (const edge of scene.flow.edges) {
    const from = place(sourceOf(edge).node);
    const to = place(edge.to);
    if (!from || !to) continue;
    const middle = (NODE_HEIGHT / 2) * scale;
    context.moveTo(from.x + NODE_WIDTH * scale, from.y + middle);
    context.lineTo(to.x, to.y + middle);
  }
  context.stroke();
  const titles = 13 * scale > 4.5;
  context.font = `${Math.max(9, 26 * scale)}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  for (const node of allNodes(scene.flow)) {
    const at = place(node.id);
    if (!at || at.x > clientWidth || at.y > clientHeight || at.x < -NODE_WIDTH * scale || at.y < -NODE_HEIGHT * scale) continue;
    const kind = scene.kinds.get(node.kind);
    const status = stepOf(scene.run, node.id)?.status;
    context.fillStyle = colour(kind ? CATEGORY_COLOUR[kind.category] : "--control");
    context.globalAlpha = scene.run && !status && node.id !== "start" ? 0.45 : 1;
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
    if (scene.selected.has(node.id)) {
      context.strokeStyle = colour("--accent");
      context.lineWidth = 2;
      context.strokeRect(at.x - 1, at.y - 1, NODE_WIDTH * scale + 2, NODE_HEIGHT * scale + 2);
    }
  }
}
