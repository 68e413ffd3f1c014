import { useMemo } from "react";
import { ViewportPortal } from "@xyflow/react";
import { useEditor, useEditorState } from "@/editor/context";
import { type Box, framesOf, withBodies } from "@/flow/bodies";
import { findNode, shapeOf } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { NODE_HEIGHT, NODE_WIDTH } from "@/flow/ports";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import type { CardNode } from "./rf";

/** What is in a body stands in a titled frame behind the nodes. Frames follow from where the nodes are; nothing about them is kept. */
export function Frames({ cards }: { cards: CardNode[] }) {
  const flow = useEditorState((state) => shapeOf(state.doc.flow));
  const frames = useMemo(() => {
    if (!flow.nodes.some((node) => node.parent !== undefined)) return [];
    const boxes = new Map<string, Box>(cards.map((card) => [card.id, { x: card.position.x, y: card.position.y, width: card.width ?? NODE_WIDTH, height: card.height ?? NODE_HEIGHT }]));
    return framesOf(flow, boxes);
  }, [flow, cards]);
  if (frames.length === 0) return null;
  return (
    <ViewportPortal>
      {frames.map(({ id, box }) => (
        <div
          key={id}
          data-frame={id}
          className="pointer-events-none absolute rounded-card border border-dashed border-line-strong bg-sunken/50"
          style={{ width: box.width, height: box.height, transform: `translate(${box.x}px, ${box.y}px)`, zIndex: -1 }}
        >
          <Title id={id} />
        </div>
      ))}
    </ViewportPortal>
  );
}

/** Everything it chooses can be chosen by keyboard one by one; Tab goes through nodes, not through frames. */
function Title({ id }: { id: NodeId }) {
  const editor = useEditor();
  const title = useEditorState((state) => {
    const node = findNode(state.doc.flow, id);
    return node && titleOf(node, state.kinds.get(node.kind));
  });
  return (
    <button
      type="button"
      tabIndex={-1}
      title={t("Select ‘{id}’ and what is in it", { id })}
      className="pointer-events-auto absolute top-1.5 left-2 max-w-[calc(100%-16px)] truncate rounded-control px-1.5 text-xs leading-5 font-medium text-muted hover:bg-surface hover:text-text"
      onClick={() => editor.select([...withBodies(editor.getState().doc.flow, [id])].toReversed())}
    >
      {title} <span className="font-mono font-normal">{id}</span>
    </button>
  );
}
