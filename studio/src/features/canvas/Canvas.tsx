import "./canvas.css";
import { type DragEvent, type MouseEvent, type ReactNode, memo, Suspense, useCallback, useRef } from "react";
import { ConnectionMode, ReactFlow, type ReactFlowInstance, ReactFlowProvider, SelectionMode, useReactFlow, useStore } from "@xyflow/react";
import { addKind } from "@/editor/add";
import { Awaited } from "@/editor/awaited";
import { useEditor, useEditorState, useTools } from "@/editor/context";
import { frameAt } from "@/flow/bodies";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { Point } from "@/flow/types";
import { t } from "@/i18n";
import { KIND_TYPE } from "@/nodes/drag";
import { lazily } from "@/ui/lazily";
import { ConnectHint } from "./ConnectHint";
import { useConnecting } from "./connecting";
import { Controls } from "./Controls";
import { ArrowHeads, FlowEdge } from "./FlowEdge";
import { Frames } from "./Frames";
import { GhostCard } from "./GhostCard";
import { GroupFrame } from "./GroupFrame";
import { HelperLines } from "./HelperLines";
import { NodeCard } from "./NodeCard";
import { NoteCard } from "./NoteCard";
import { usePointerStyle } from "./pointer-style";
import { type CanvasNode, type CardEdge, type CardNode, MAP_IN, MAP_NODES, MAP_OUT } from "./rf";
import { useChoosing } from "./use-choosing";
import { useDragging } from "./use-dragging";
import { useDrawing } from "./use-drawing";
import { useJoining } from "./use-joining";
import { useMenu } from "./use-menu";
import { MIN_ZOOM, openAt, useFollowedRun, useView } from "./use-view";

const FindBar = lazily(() => import("./FindBar"), "key");
const MapLayer = lazily(async () => ({ default: (await import("./maps")).MapLayer }));
const Minimap = lazily(async () => ({ default: (await import("./maps")).Minimap }));
const SelectionBar = lazily(async () => ({ default: (await import("./SelectionBar")).SelectionBar }));

const nodeTypes = { card: NodeCard, note: NoteCard, frame: GroupFrame, ghost: GhostCard };
const edgeTypes = { flow: FlowEdge };
// Whatever the library is given stays the same object: with a new one it draws every node and edge anew.
const NOTHING: never[] = [];
const MORE_KEYS = ["Shift", "Meta", "Control"];
/** The right button is the menu's. */
const LEFT_OR_MIDDLE = [0, 1];
const MIDDLE = [1];
const PRO = { hideAttribution: true };

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
  const { cards, edges, nodes } = useDrawing(drag);
  const isMap = useMapMode(cards.length);
  const { screenToFlowPosition } = useReactFlow();
  useView(put);
  const followed = useFollowedRun();
  const { onConnectStart, onConnectEnd, onPortClick } = useJoining();
  const { isMouse } = usePointerStyle();
  const menu = useMenu();
  const { onNodesChange, onEdgesChange, onNodeClick, onNodeDoubleClick, onPaneClick } = useChoosing(onMoves);
  // Asked once, at the end of a drag: a function that knew the cards would be a new one with each frame of it.
  const drawn = useRef({ edges, cards });
  drawn.current = { edges, cards };
  const edgeAt = useCallback((id: string, at: Point) => edgeUnder(drawn.current.edges, drawn.current.cards, { id, position: at }), []);
  const onNodeDragStop = useCallback((_: unknown, node: CanvasNode) => onDragStop(node, edgeAt), [onDragStop, edgeAt]);
  const onSelectionDragStop = useCallback((_: unknown, all: CanvasNode[]) => all[0] && onDragStop(all[0], edgeAt), [onDragStop, edgeAt]);
  const onInit = useCallback(
    (view: ReactFlowInstance<CanvasNode, CardEdge>) => {
      const { doc, active } = editor.getState();
      openAt(view, doc.layout);
      if (active) tools.canvas.current?.reveal(active);
    },
    [editor, tools],
  );
  const onMoveStart = useCallback(
    (event: unknown) => {
      if (event) followed.current = false;
    },
    [followed],
  );

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
      {...menu}
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
        onNodeClick={onNodeClick}
        onNodeDoubleClick={onNodeDoubleClick}
        onPaneClick={onPaneClick}
        onNodeDragStop={onNodeDragStop}
        onSelectionDragStop={onSelectionDragStop}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        onClickConnectStart={onPortClick}
        onEdgeMouseEnter={onEdgeEnter}
        onEdgeMouseLeave={onEdgeLeave}
        connectionMode={ConnectionMode.Loose}
        nodesConnectable={!readOnly}
        nodesDraggable={!readOnly}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={isMouse ? "Shift" : null}
        multiSelectionKeyCode={MORE_KEYS}
        selectionOnDrag={!isMouse}
        selectionMode={SelectionMode.Partial}
        panOnDrag={isMouse ? LEFT_OR_MIDDLE : MIDDLE}
        panOnScroll={!isMouse}
        zoomOnScroll={isMouse}
        zoomOnDoubleClick={false}
        minZoom={MIN_ZOOM}
        maxZoom={2}
        onInit={onInit}
        onMoveStart={onMoveStart}
        onlyRenderVisibleElements={cards.length > 100}
        elevateNodesOnSelect={false}
        proOptions={PRO}
      />
      {!isMap && <Frames cards={cards} />}
      <Suspense>{isMap && <MapLayer />}</Suspense>
      {children}
      <HelperLines />
      <Above hasMinimap={cards.length >= 30} />
    </div>
  );
}

/** What stands over the drawing. Apart from it, so that a frame of a drag does not come here. */
const Above = memo(function Above({ hasMinimap }: { hasMinimap: boolean }) {
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const finding = useEditorState((state) => state.find !== null);
  const isSeveral = useEditorState((state) => state.nodes.size + state.notes.size > 1);
  return (
    <>
      <ConnectHint />
      <Suspense>{isSeveral && !readOnly && <SelectionBar />}</Suspense>
      <Suspense fallback={<Awaited onCancel={() => editor.setState({ find: null })} />}>{finding && <FindBar />}</Suspense>
      <div className="pointer-events-none absolute right-3 bottom-3 z-[4] flex flex-col items-end gap-2 [&>*]:pointer-events-auto">
        <Suspense>{hasMinimap && <Minimap />}</Suspense>
        <Controls />
      </div>
    </>
  );
});

const onEdgeEnter = (_: MouseEvent, edge: CardEdge) => useConnecting.setState({ hoveredEdge: edge.id });

function onEdgeLeave(event: MouseEvent): void {
  // On the way to the `+` in the middle the pointer leaves the line.
  if (!(event.relatedTarget instanceof Element && event.relatedTarget.closest("button"))) useConnecting.setState({ hoveredEdge: null });
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
