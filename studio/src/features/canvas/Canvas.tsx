import "./canvas.css";
import { type DragEvent, type ReactNode, lazy, Suspense, useCallback, useRef, useState } from "react";
import { ConnectionMode, type EdgeChange, type NodeChange, ReactFlow, ReactFlowProvider, SelectionMode, useReactFlow, useStore } from "@xyflow/react";
import { addKind } from "@/editor/add";
import { useEditorState, useTools } from "@/editor/context";
import { frameAt } from "@/flow/bodies";
import { hidden } from "@/flow/groups";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Point } from "@/flow/types";
import { t } from "@/i18n";
import { KIND_TYPE } from "@/nodes/drag";
import { ConnectHint } from "./ConnectHint";
import { useConnecting } from "./connecting";
import { Controls } from "./Controls";
import { ArrowHeads, FlowEdge } from "./FlowEdge";
import { Frames } from "./Frames";
import { GhostCard } from "./GhostCard";
import { GroupFrame } from "./GroupFrame";
import { HelperLines } from "./HelperLines";
import { MapLayer } from "./MapLayer";
import { Minimap } from "./Minimap";
import { NodeCard } from "./NodeCard";
import { NoteCard } from "./NoteCard";
import { usePointerStyle } from "./pointer-style";
import { type CanvasNode, type CardEdge, type CardNode, cardMaker, MAP_IN, MAP_NODES, MAP_OUT } from "./rf";
import { edgeMaker } from "./rf-edges";
import { sceneMaker } from "./rf-marks";
import { SelectionBar } from "./SelectionBar";
import { useDragging } from "./use-dragging";
import { useJoining } from "./use-joining";
import { MIN_ZOOM, openAt, useFollowedRun, useView } from "./use-view";

const FindBar = lazy(() => import("./FindBar"));

const nodeTypes = { card: NodeCard, note: NoteCard, frame: GroupFrame, ghost: GhostCard };
const edgeTypes = { flow: FlowEdge };
const NOTHING: never[] = [];

/** `children` are layers of other parts: who else is here, what is said about a node. */
export function Canvas({ children }: { children?: ReactNode }) {
  return (
    <ReactFlowProvider>
      <Drawing>{children}</Drawing>
    </ReactFlowProvider>
  );
}

function Drawing({ children }: { children: ReactNode }) {
  const tools = useTools();
  const { editor } = tools;
  const kinds = useEditorState((state) => state.kinds);
  const readOnly = useEditorState((state) => state.readOnly);
  const { drag, put, onMoves, onDragStop } = useDragging();
  // All give the same list as before when nothing that is drawn has changed: typing into a setting does not come here.
  const [makeCards] = useState(cardMaker);
  const [makeEdges] = useState(edgeMaker);
  const [makeScene] = useState(sceneMaker);
  const away = useEditorState((state) => hidden(state.doc.flow, state.doc.layout));
  const cards = useEditorState((state) => makeCards(state.doc.flow, state.doc.layout, state.kinds, state.nodes, away, drag));
  const edges = useEditorState((state) => makeEdges(state.doc.flow, cards, away, state.edges));
  const nodes = useEditorState((state) => makeScene(state.doc.flow, state.doc.layout, cards, state.notes, drag, readOnly));
  const isMap = useMapMode(cards.length);
  const { screenToFlowPosition } = useReactFlow();
  useView(put);
  const followed = useFollowedRun();
  const { onConnectStart, onConnectEnd, onPortClick } = useJoining();
  const { isMouse } = usePointerStyle();
  const finding = useEditorState((state) => state.find !== null);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      onMoves(changes);
      const state = editor.getState();
      const chosen = new Set(state.nodes);
      const notes = new Set(state.notes);
      let selects = false;
      for (const change of changes) {
        if (change.type !== "select") continue;
        selects = true;
        const isNote = change.id.startsWith("note:");
        const [set, id] = isNote ? [notes, change.id.slice(5)] : [chosen, change.id];
        // The newest choice is the active one, so it goes to the end.
        set.delete(id);
        if (change.selected) set.add(id);
      }
      if (selects) editor.select(chosen, state.edges, notes);
    },
    [editor, onMoves],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<CardEdge>[]) => {
      const { edges: before, nodes: chosenNodes, notes } = editor.getState();
      const chosen = new Set(before);
      let selects = false;
      for (const change of changes) {
        if (change.type !== "select") continue;
        selects = true;
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
      if (selects) editor.select(chosenNodes, chosen, notes);
    },
    [editor],
  );
  const edgeAt = useCallback((id: string, at: Point) => edgeUnder(edges, cards, { id, position: at }), [cards, edges]);

  const onDrop = (event: DragEvent) => {
    const kind = kinds.get(event.dataTransfer.getData(KIND_TYPE));
    if (!kind) return;
    event.preventDefault();
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const spot = { x: at.x - NODE_WIDTH / 2, y: at.y - 20 };
    const { flow, layout } = editor.getState().doc;
    const inside = frameAt(flow, layout, at, { width: NODE_WIDTH, height: NODE_HEIGHT });
    addKind(tools, kind, { at: spot, inside, edge: edgeAt("", spot) ?? undefined });
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
      <ReactFlow<CanvasNode, CardEdge>
        aria-label={t("Flow")}
        nodes={isMap ? NOTHING : nodes}
        edges={isMap ? NOTHING : edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeClick={(event, node) => {
          if (node.type === "note") return tools.canvas.current?.focusNote(node.data.note);
          if (node.type !== "card") return;
          if (!event.shiftKey && !event.metaKey && !event.ctrlKey) editor.setState({ inspector: true });
          tools.canvas.current?.focus(node.id);
        }}
        onNodeDoubleClick={(_, node) => node.type === "note" && !readOnly && editor.setState({ writing: node.data.note })}
        onPaneClick={() => editor.select([])}
        onNodeDragStop={(_, node) => onDragStop(node, edgeAt)}
        onSelectionDragStop={(_, all) => all[0] && onDragStop(all[0], edgeAt)}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        onClickConnectStart={onPortClick}
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
        selectionKeyCode={isMouse ? "Shift" : null}
        multiSelectionKeyCode={["Shift", "Meta", "Control"]}
        selectionOnDrag={!isMouse}
        selectionMode={SelectionMode.Partial}
        panOnDrag={isMouse ? [0, 1, 2] : [1, 2]}
        panOnScroll={!isMouse}
        zoomOnScroll={isMouse}
        zoomOnDoubleClick={false}
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
      {children}
      <HelperLines />
      <ConnectHint />
      {!readOnly && <SelectionBar />}
      <Suspense>{finding && <FindBar />}</Suspense>
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

/** The edge on whose middle a node without connections was put down. */
function edgeUnder(edges: CardEdge[], cards: CardNode[], dropped: { id: string; position: Point }): string | null {
  if (edges.some((edge) => edge.source === dropped.id || edge.target === dropped.id)) return null;
  const middle = { x: dropped.position.x + NODE_WIDTH / 2, y: dropped.position.y + NODE_HEIGHT / 2 };
  const at = new Map(cards.map((card) => [card.id, card.position]));
  for (const edge of edges) {
    const from = at.get(edge.source);
    const to = at.get(edge.target);
    if (!from || !to || edge.data?.broken) continue;
    const x = (from.x + NODE_WIDTH + to.x) / 2;
    const y = (from.y + to.y + NODE_HEIGHT) / 2;
    if (Math.abs(x - middle.x) < NODE_WIDTH / 2 && Math.abs(y - middle.y) < NODE_HEIGHT / 2) return edge.id;
  }
  return null;
}
