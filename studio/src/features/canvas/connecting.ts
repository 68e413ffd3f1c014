// What is going on while a connection is drawn, beside the document: each card looks at its own entry only.
import { create } from "zustand";
import type { End } from "@/flow/document";
import type { NodeId, Point } from "@/flow/types";

interface Connecting {
  from: End | null;
  /** For each node: `null` when allowed, else the reason it is not. */
  targets: Map<NodeId, string | null> | null;
  pointer: Point | null;
  over: NodeId | null;
  hoveredEdge: string | null;
}

export const useConnecting = create<Connecting>(() => ({ from: null, targets: null, pointer: null, over: null, hoveredEdge: null }));

export const nodeAt = (at: Point): NodeId | null =>
  (document.elementFromPoint(at.x, at.y)?.closest("[data-node-id]") as HTMLElement | null)?.dataset.nodeId ?? null;
