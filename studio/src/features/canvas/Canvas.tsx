import "./canvas.css";
import { type DragEvent, useCallback, useEffect, useRef, useState } from "react";
import {
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  type OnConnectStartParams,
  type ReactFlowInstance,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { useEditorState, useTools } from "@/editor/context";
import { addKind } from "@/editor/add";

import { carried, frameAt } from "@/flow/bodies";
import { targets } from "@/flow/connect";
import { join, spliceInto } from "@/flow/join";
import { moveNodes } from "@/flow/ops";
import { NODE_HEIGHT, NODE_WIDTH, portsOf } from "@/flow/ports";
import { count } from "@/flow/describe";
import type { Layout, NodeId, Point } from "@/flow/types";
import { ConnectHint } from "./ConnectHint";
import { nodeAt, useConnecting } from "./connecting";
import { ArrowHeads, FlowEdge } from "./FlowEdge";
import { Frames } from "./Frames";
import { MapLayer } from "./MapLayer";
import { Minimap } from "./Minimap";
import { bounds, type Box } from "./paint";
import { KIND_TYPE } from "@/nodes/drag";
import { NodeCard } from "./NodeCard";
import { type CardEdge, cardMaker, type CardNode, edgeMaker, MAP_IN, MAP_NODES, MAP_OUT } from "./rf";
import { Controls } from "./Controls";


const nodeTypes = { card: NodeCard };
const edgeTypes = { flow: FlowEdge };
const NOTHING: never[] = [];
const MIN_ZOOM = 0.05;

/** Nothing moves for whoever asked their system for that. */
const gently = (ms: number) => ({ duration: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms });

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  );
}

function Drawing() {
  const tools = useTools();
  const { editor } = tools;
  const kinds = useEditorState((state) => state.kinds);
  const readOnly = useEditorState((state) => state.readOnly);
  const [drag, setDrag] = useState<Record<NodeId, Point> | null>(null);
  // Both give the same list as before when nothing that is drawn has changed: typing into a setting does not come here.
  const [makeCards] = useState(cardMaker);
  const [makeEdges] = useState(edgeMaker);
  const cards = useEditorState((state) => makeCards(state.doc.flow, state.doc.layout, state.kinds, state.nodes, drag));
  const edges = useEditorState((state) => makeEdges(state.doc.flow, cards, state.edges));
  const isMap = useMapMode(cards.length);
  const { screenToFlowPosition } = useReactFlow();
  useView();
  const followed = useFollowedRun();

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const moves: Record<NodeId, Point> = {};
      const chosen = new Set(editor.getState().nodes);
      let selects = false;
      for (const change of changes) {
        if (change.type === "position" && change.position && change.dragging) moves[change.id] = change.position;
        if (change.type === "select") {
          selects = true;
          // The newest choice is the active one, so it goes to the end.
          chosen.delete(change.id);
          if (change.selected) chosen.add(change.id);
        }
      }
      if (Object.keys(moves).length > 0) {
        const { flow, layout } = editor.getState().doc;
        setDrag((before) => ({ ...before, ...carried(flow, layout, moves) }));
      }
      if (selects) editor.select(chosen, editor.getState().edges);
    },
    [editor],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<CardEdge>[]) => {
      const chosen = new Set(editor.getState().edges);
      let selects = false;
      for (const change of changes) {
        if (change.type !== "select") continue;
        selects = true;
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
      if (selects) editor.select(editor.getState().nodes, chosen);
    },
    [editor],
  );

  const onDragStop = useCallback(
    (_: unknown, dropped: CardNode, all: CardNode[]) => {
      setDrag(null);
      const moves = Object.fromEntries(all.map((node) => [node.id, node.position]));
      const label = all.length === 1 ? `move ‘${dropped.id}’` : `move ${count(all.length, "node")}`;
      const edge = all.length === 1 ? edgeUnder(edges, cards, dropped) : null;
      editor.edit(edge ? `insert ‘${dropped.id}’` : label, (doc) => {
        moveNodes(doc, carried(doc.flow, doc.layout, moves));
        if (!edge) return;
        const node = doc.flow.nodes.find((one) => one.id === dropped.id);
        const out = node && portsOf(node, kinds.get(node.kind)).find((port) => port.kind !== "error" && port.kind !== "body");
        if (out) spliceInto(doc, edge, dropped.id, out.name);
      });
    },
    [cards, edges, editor, kinds],
  );

  // Connecting: we decide ourselves, so that a refusal can say why.
  const onConnectStart = useCallback(
    (_: unknown, { nodeId, handleId }: OnConnectStartParams) => {
      if (!nodeId) return;
      const from = { node: nodeId, port: handleId ?? "out" };
      const state = editor.getState();
      useConnecting.setState({ from, targets: targets(state.doc.flow, state.kinds, from), over: null, pointer: null });
    },
    [editor],
  );
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent) => {
      const { from, targets: allowed } = useConnecting.getState();
      useConnecting.setState({ from: null, targets: null, pointer: null, over: null });
      if (!from || !allowed) return;
      const point = "changedTouches" in event ? (event.changedTouches[0] ?? null) : event;
      if (!point) return;
      const at = { x: point.clientX, y: point.clientY };
      const target = nodeAt(at);
      if (target === null) {
        const inside = document.elementFromPoint(at.x, at.y)?.closest(".react-flow__pane");
        const spot = screenToFlowPosition(at);
        if (inside) editor.open({ is: "add", after: from, at: { x: spot.x, y: spot.y - NODE_HEIGHT / 2 } });
        return;
      }
      if (target === from.node) return;
      const reason = allowed.get(target);
      if (reason) return editor.say(`Not connected. ${reason}`);
      editor.edit(`connect ‘${from.node}’ to ‘${target}’`, (doc) => join(doc, from, target), { say: `Connected ${from.node}${from.port === "out" ? "" : `, ${from.port},`} to ${target}.` });
    },
    [editor, screenToFlowPosition],
  );
  useEffect(() => {
    const onMove = (event: PointerEvent) => {
      if (!useConnecting.getState().from) return;
      const pointer = { x: event.clientX, y: event.clientY };
      useConnecting.setState({ pointer, over: nodeAt(pointer) });
    };
    window.addEventListener("pointermove", onMove);
    return () => window.removeEventListener("pointermove", onMove);
  }, []);

  const onDrop = (event: DragEvent) => {
    const kind = kinds.get(event.dataTransfer.getData(KIND_TYPE));
    if (!kind) return;
    event.preventDefault();
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const spot = { x: at.x - NODE_WIDTH / 2, y: at.y - 20 };
    const { flow, layout } = editor.getState().doc;
    const inside = frameAt(flow, layout, at, { width: NODE_WIDTH, height: NODE_HEIGHT });
    addKind(tools, kind, { at: spot, inside, edge: edgeUnder(edges, cards, { id: "", position: spot }) ?? undefined });
  };

  return (
    // Dropping a kind here is the pointer's way; the palette adds by Enter too.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="absolute inset-0"
      data-canvas-mode={isMap ? "map" : "full"}
      onDragOver={(event) => event.dataTransfer.types.includes(KIND_TYPE) && event.preventDefault()}
      onDrop={onDrop}
    >
      <ArrowHeads />
      <ReactFlow<CardNode, CardEdge>
        aria-label="Flow"
        nodes={isMap ? NOTHING : cards}
        edges={isMap ? NOTHING : edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeClick={(event, node) => {
          if (!event.shiftKey && !event.metaKey && !event.ctrlKey) editor.setState({ inspector: true });
          tools.canvas.current?.focus(node.id);
        }}
        onPaneClick={() => editor.select([])}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={(event, all) => all[0] && onDragStop(event, all[0], all)}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        onEdgeMouseEnter={(_, edge) => useConnecting.setState({ hoveredEdge: edge.id })}
        onEdgeMouseLeave={(event) => {
          // On the way to the `+` in the middle the pointer leaves the line.
          if (!(event.relatedTarget instanceof Element && event.relatedTarget.closest("button"))) useConnecting.setState({ hoveredEdge: null });
        }}
        connectionMode={ConnectionMode.Loose}
        nodesConnectable={!readOnly}
        nodesDraggable={!readOnly}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={["Shift", "Meta", "Control"]}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={[1, 2]}
        panOnScroll
        zoomOnDoubleClick={false}
        snapToGrid
        snapGrid={[8, 8]}
        minZoom={MIN_ZOOM}
        maxZoom={2}
        onInit={(view) => {
          openAt(view, editor.getState().doc.layout);
          const { active } = editor.getState();
          if (active) tools.canvas.current?.reveal(active);
        }}
        onMoveStart={(event) => {
          if (event) followed.current = false;
        }}
        onlyRenderVisibleElements={cards.length > 100}
        elevateNodesOnSelect={false}
        proOptions={{ hideAttribution: true }}
      />
      {!isMap && <Frames cards={cards} />}
      {isMap && <MapLayer />}
      <ConnectHint />
      <div className="pointer-events-none absolute right-3 bottom-3 z-[4] flex flex-col items-end gap-2 [&>*]:pointer-events-auto">
        {cards.length >= 30 && <Minimap />}
        <Controls />
      </div>
    </div>
  );
}

/** Below a zoom of 0.45 a large flow is drawn as a map; two limits, so that it does not flicker between. */
function useMapMode(nodes: number): boolean {
  const before = useRef(false);
  const zoom = useStore((state) => state.transform[2]);
  if (nodes <= MAP_NODES) before.current = false;
  else if (zoom < MAP_OUT) before.current = true;
  else if (zoom > MAP_IN) before.current = false;
  return before.current;
}

/** The whole flow when it can be read then; else its beginning, at a size that can be read. */
function openAt(view: ReactFlowInstance<CardNode, CardEdge>, layout: Layout): void {
  const box = bounds(layout);
  const element = document.querySelector<HTMLElement>(".react-flow");
  const width = element?.clientWidth ?? 800;
  const height = element?.clientHeight ?? 600;
  const zoom = Math.min((width * 0.88) / box.width, (height * 0.88) / box.height, 1);
  if (zoom >= 0.6) return void view.fitView({ padding: 0.06, maxZoom: 1 });
  const start = layout.nodes.start ?? { x: box.x, y: box.y };
  void view.setViewport({ zoom: 0.7, x: 40 - start.x * 0.7, y: height / 2 - (start.y + NODE_HEIGHT / 2) * 0.7 });
}

/** A live run is kept in view until the person moves the canvas. */
function useFollowedRun() {
  const { runs, canvas } = useTools();
  const follows = useRef(true);
  useEffect(
    () =>
      runs.subscribe(({ view, live }, before) => {
        if (view?.id !== before.view?.id) follows.current = true;
        const newest = view?.steps.at(-1);
        if (newest && newest.key !== before.view?.steps.at(-1)?.key && follows.current && live) canvas.current?.reveal(newest.node);
      }),
    [runs, canvas],
  );
  return follows;
}

/** Lends the commands what only the drawn canvas can do. */
function useView(): void {
  const tools = useTools();
  const view = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    const spot = (id: NodeId) => tools.editor.getState().doc.layout.nodes[id];
    // By the positions we know: in map mode the library has no nodes that it could fit.
    const fit = (box: Box, padding: number, most: number) => {
      const zoom = Math.max(MIN_ZOOM, Math.min((width * (1 - 2 * padding)) / box.width, (height * (1 - 2 * padding)) / box.height, most));
      const x = width / 2 - (box.x + box.width / 2) * zoom;
      const y = height / 2 - (box.y + box.height / 2) * zoom;
      void view.setViewport({ x, y, zoom }, gently(160));
    };
    tools.canvas.current = {
      fit: () => fit(bounds(tools.editor.getState().doc.layout), 0.06, 1),
      fitSelection: () => {
        const chosen = [...tools.editor.getState().nodes].map((id) => [id, spot(id)] as const).filter((entry) => entry[1] !== undefined);
        if (chosen.length > 0) fit(bounds({ nodes: Object.fromEntries(chosen) as Record<NodeId, Point> }), 0.2, 1.2);
      },
      actualSize: () => void view.zoomTo(1, gently(120)),
      reveal: (id) => {
        const at = spot(id);
        if (!at || width === 0) return;
        const { x, y, zoom } = view.getViewport();
        const left = at.x * zoom + x;
        const top = at.y * zoom + y;
        const seen = left > 8 && top > 8 && left + NODE_WIDTH * zoom < width - 8 && top + NODE_HEIGHT * zoom < height - 8 && zoom >= MAP_IN;
        if (!seen) void view.setCenter(at.x + NODE_WIDTH / 2, at.y + NODE_HEIGHT / 2, { zoom: Math.max(zoom, 0.7), ...gently(160) });
      },
      focus: (id) => {
        const find = () => document.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(id)}"]`);
        if (find()) find()?.focus({ preventScroll: true });
        else setTimeout(() => find()?.focus({ preventScroll: true }), 220);
      },
      middle: () => {
        const { x, y, zoom } = view.getViewport();
        return { x: (width / 2 - x) / zoom - NODE_WIDTH / 2, y: (height / 2 - y) / zoom - NODE_HEIGHT / 2 };
      },
    };
    return () => {
      tools.canvas.current = null;
    };
  }, [tools, view, width, height]);
  // When a panel opens and the canvas shrinks, what it opened for stays in sight.
  useEffect(() => {
    const { active } = tools.editor.getState();
    if (active && width > 0) tools.canvas.current?.reveal(active);
  }, [tools, width, height]);
}

/** The edge on whose middle a node without connections was put down. */
function edgeUnder(edges: CardEdge[], cards: CardNode[], dropped: { id: string; position: Point }): string | null {
  if (edges.some((edge) => edge.source === dropped.id || edge.target === dropped.id)) return null;
  const middle = { x: dropped.position.x + NODE_WIDTH / 2, y: dropped.position.y + NODE_HEIGHT / 2 };
  const at = new Map(cards.map((card) => [card.id, card.position]));
  for (const edge of edges) {
    const from = at.get(edge.source);
    const to = at.get(edge.target);
    if (!from || !to) continue;
    const x = (from.x + NODE_WIDTH + to.x) / 2;
    const y = (from.y + to.y + NODE_HEIGHT) / 2;
    if (Math.abs(x - middle.x) < NODE_WIDTH / 2 && Math.abs(y - middle.y) < NODE_HEIGHT / 2) return edge.id;
  }
  return null;
}

