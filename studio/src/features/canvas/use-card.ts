// What of the editor one card shows. One subscription for all of it: with each key that is typed anywhere every card in view asks.
import { useShallow } from "zustand/react/shallow";
import { useEditorState } from "@/editor/context";
import { isFound } from "@/editor/find-all";
import type { EditorState } from "@/editor/store";
import { findingsAt, placed } from "@/flow/describe";
import { findNode } from "@/flow/document";
import type { NodeId } from "@/flow/types";

function cardOf(state: EditorState, id: NodeId, kindBefore: string) {
  const { flow, layout } = state.doc;
  // A node that was deleted a moment ago may still be drawn for a frame.
  const node = findNode(flow, id);
  const findings = findingsAt(state.findings, id);
  return {
    node,
    kind: state.kinds.get(node?.kind ?? kindBefore),
    // A note that is chosen is the stop instead.
    isStop: state.active === id || (state.active === null && id === "start" && state.notes.size === 0),
    pinned: layout.nodes[id]?.pinned === true,
    found: isFound(state.find, id),
    errors: findings.filter((finding) => finding.severity === "error").length,
    problems: findings.length,
    codes: findings.map((finding) => finding.code).join(" "),
    ...placed(flow, id),
  };
}

export const useCard = (id: NodeId, kind: string) => useEditorState(useShallow((state) => cardOf(state, id, kind)));
