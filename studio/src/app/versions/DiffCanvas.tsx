import { type ReactNode, useEffect, useMemo } from "react";
import { EditorProvider, useEditorState, useTools } from "@/editor/context";
import { useShortcuts } from "@/editor/commands/use-shortcuts";
import { MarksProvider } from "@/editor/marks";
import { Canvas } from "@/features/canvas/Canvas";
import { LiveRegion } from "@/features/editor/LiveRegion";
import type { Entry } from "@/flow/changes";
import { sourceOf } from "@/flow/document";
import type { DrawnDiff } from "@/flow/drawn-diff";
import type { NodeId, NodeKind } from "@/flow/types";
import { useToolsFor } from "../editor/use-tools-for";
import { useMe } from "../use-me";

const NONE: ReadonlySet<NodeId> = new Set();

interface DiffCanvasProps {
  name: string;
  kinds: NodeKind[];
  drawn: DrawnDiff;
  showMoved: boolean;
  current: Entry | undefined;
  onNode: (id: NodeId) => void;
  children: ReactNode;
}

/** The editor's own canvas, on which nothing can be changed, with marks on what was. */
export function DiffCanvas({ name, kinds, drawn, showMoved, current, onNode, children }: DiffCanvasProps) {
  const me = useMe();
  const loaded = useMemo(() => ({ flow: drawn.doc.flow, layout: drawn.doc.layout, etag: null, layoutEtag: null }), [drawn]);
  const tools = useToolsFor({ name, user: me.id, kinds, loaded, outbox: null, scope: "" });
  const marks = useMemo(() => ({ nodes: drawn.nodes, edges: drawn.edges, moved: showMoved ? drawn.moved : NONE }), [drawn, showMoved]);
  return (
    <EditorProvider tools={tools}>
      <MarksProvider value={marks}>
        <div className="relative flex min-w-0 flex-1">
          <div className="relative min-w-0 flex-1">
            <Canvas />
          </div>
          {children}
        </div>
        <Together current={current} onNode={onNode} />
        <LiveRegion />
      </MarksProvider>
    </EditorProvider>
  );
}

/** The chosen change is shown on the canvas, and the chosen node is the change in the list. */
function Together({ current, onNode }: { current: Entry | undefined; onNode: (id: NodeId) => void }) {
  const { editor, canvas } = useTools();
  const active = useEditorState((state) => state.active);
  useShortcuts();
  useEffect(() => {
    if (!current) return;
    const id = current.group === "nodes" ? current.name : current.edge ? sourceOf(current.edge).node : null;
    if (id === null) return;
    editor.select(current.edge ? [] : [id], current.edge ? [`${current.edge.from}->${current.edge.to}`] : []);
    canvas.current?.reveal(id);
  }, [current, editor, canvas]);
  useEffect(() => {
    if (active !== null) onNode(active);
    // Only a new choice on the canvas moves the list.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  return null;
}
