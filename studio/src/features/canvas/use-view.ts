// What only the drawn canvas can do for a command: look somewhere, put the focus somewhere, let things glide to their new places.
import { type RefObject, useEffect, useRef } from "react";
import { type ReactFlowInstance, useReactFlow, useStore } from "@xyflow/react";
import { chosenBoxes } from "@/editor/boxes";
import { useTools } from "@/editor/context";
import type { RunView } from "@/editor/runs/view";
import type { Box } from "@/flow/bodies";
import { groupOf, hidden } from "@/flow/groups";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Layout, NodeId, Point } from "@/flow/types";
import { whenThere } from "@/lib/when-there";
import { bounds } from "./bounds";
import type { CanvasNode, CardEdge, Drag } from "./rf";
import { sight } from "./sight";

export const MIN_ZOOM = 0.05;
const GLIDE_MS = 200;
/** As long as it takes until what came into sight is drawn; later the focus is somewhere else. */
const FOCUS_FRAMES = 24;
/** With more than these a glide would stutter. */
const GLIDE_MOST = 300;

const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
/** Nothing moves for whoever asked their system for that. */
const gently = (ms: number) => ({ duration: isStill() ? 0 : ms });

export function useView(put: (drag: Drag) => void): void {
  const tools = useTools();
  const view = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    const { editor } = tools;
    const spot = (id: NodeId) => editor.getState().doc.layout.nodes[id];
    // By the positions we know: in map mode the library has no nodes that it could fit.
    const fit = (box: Box, padding: number, most: number) => {
      const zoom = Math.max(MIN_ZOOM, Math.min((width * (1 - 2 * padding)) / box.width, (height * (1 - 2 * padding)) / box.height, most));
      const x = width / 2 - (box.x + box.width / 2) * zoom;
      const y = height / 2 - (box.y + box.height / 2) * zoom;
      void view.setViewport({ x, y, zoom }, gently(160));
    };
    const revealBox = (box: Box) => {
      if (width === 0) return;
      const list = document.querySelector<HTMLElement>("[data-covers]");
      const to = sight(box, view.getViewport(), width, height, list && { left: list.offsetLeft, bottom: list.offsetTop + list.offsetHeight });
      if (to) void view.setCenter(to.x, to.y, { zoom: to.zoom, ...gently(160) });
    };
    const focus = (selector: string) => {
      const find = () => document.querySelector<HTMLElement>(selector);
      const isThere = () => {
        const found = find();
        found?.focus({ preventScroll: true });
        return found !== null && document.activeElement === found;
      };
      // It may not be drawn yet, or lie under a dialog that is about to close.
      if (!isThere()) whenThere(isThere, () => undefined, FOCUS_FRAMES);
    };
    tools.canvas.current = {
      fit: () => fit(bounds(editor.getState().doc.layout), 0.06, 1),
      fitSelection: () => {
        const boxes = Object.values(chosenBoxes(editor.getState()));
        if (boxes.length === 0) return;
        const x = Math.min(...boxes.map((box) => box.x));
        const y = Math.min(...boxes.map((box) => box.y));
        fit({ x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y }, 0.2, 1.2);
      },
      actualSize: () => void view.zoomTo(1, gently(120)),
      reveal: (id) => {
        const at = spot(id);
        if (at) revealBox({ ...at, width: NODE_WIDTH, height: NODE_HEIGHT });
      },
      revealBox,
      focus: (id) => {
        const { doc } = editor.getState();
        const group = hidden(doc.flow, doc.layout).has(id) ? groupOf(doc.layout, id) : undefined;
        focus(group ? `[data-group-id="${CSS.escape(group.id)}"]` : `[data-node-id="${CSS.escape(id)}"]`);
      },
      focusEdge: (id) => focus(`[data-edge-tools="${CSS.escape(id)}"] button`),
      focusNote: (id) => focus(`[data-note-id="${CSS.escape(id)}"]`),
      middle: () => {
        const { x, y, zoom } = view.getViewport();
        return { x: (width / 2 - x) / zoom - NODE_WIDTH / 2, y: (height / 2 - y) / zoom - NODE_HEIGHT / 2 };
      },
      placeAt: (page) => view.screenToFlowPosition(page),
      glide: (from) => {
        if (isStill() || Object.keys(from).length > GLIDE_MOST) return;
        put(from);
        const start = performance.now();
        const step = () => {
          const part = Math.min(1, (performance.now() - start) / GLIDE_MS);
          const eased = 1 - (1 - part) ** 3;
          const { nodes } = editor.getState().doc.layout;
          put(part === 1 ? null : between(from, nodes, eased));
          if (part < 1) requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      },
    };
    return () => {
      tools.canvas.current = null;
    };
  }, [tools, view, width, height, put]);
  // When a panel opens and the canvas shrinks, what it opened for stays in sight.
  useEffect(() => {
    const { active } = tools.editor.getState();
    if (active && width > 0) tools.canvas.current?.reveal(active);
  }, [tools, width, height]);
}

function between(from: Record<NodeId, Point>, to: Record<NodeId, Point>, part: number): Record<NodeId, Point> {
  return Object.fromEntries(
    Object.entries(to).map(([id, at]) => {
      const was = from[id] ?? at;
      return [id, { x: was.x + (at.x - was.x) * part, y: was.y + (at.y - was.y) * part }];
    }),
  );
}

/** The whole flow when it can be read then; else its beginning, at a size that can be read. */
export function openAt(view: ReactFlowInstance<CanvasNode, CardEdge>, layout: Layout): void {
  const box = bounds(layout);
  const element = document.querySelector<HTMLElement>(".react-flow");
  const width = element?.clientWidth ?? 800;
  const height = element?.clientHeight ?? 600;
  const zoom = Math.min((width * 0.88) / box.width, (height * 0.88) / box.height, 1);
  if (zoom >= 0.6) {
    const x = width / 2 - (box.x + box.width / 2) * zoom;
    return void view.setViewport({ zoom, x, y: height / 2 - (box.y + box.height / 2) * zoom });
  }
  const start = layout.nodes.start ?? { x: box.x, y: box.y };
  void view.setViewport({ zoom: 0.7, x: 40 - start.x * 0.7, y: height / 2 - (start.y + NODE_HEIGHT / 2) * 0.7 });
}

/** A live run is kept in view until the person moves the canvas. */
export function useFollowedRun(): RefObject<boolean> {
  const { runs, canvas } = useTools();
  const follows = useRef(true);
  useEffect(
    () =>
      runs.subscribe(({ view, live }, before) => {
        if (view?.id !== before.view?.id) follows.current = true;
        const newest = newestRun(view);
        if (newest && newest.key !== newestRun(before.view)?.key && follows.current && live) canvas.current?.reveal(newest.node);
      }),
    [runs, canvas],
  );
  return follows;
}

/** The step that began last. At the end of a run come those that it had no need of: nothing happens there. */
const newestRun = (view: RunView | null) => view?.steps.findLast((step) => step.status !== "skipped");
