// What of the editor one card shows. One subscription for all of it: with each key that is typed anywhere every card in view asks.
import { useShallow } from "zustand/react/shallow";
import { useEditorState } from "@/editor/context";
import { isFound } from "@/editor/find-all";
import type { EditorState } from "@/editor/store";
import { hasToolPort, toolName, toolsOf } from "@/flow/agent-tools";
import { cardLine, findingsAt, placed, titleOf } from "@/flow/describe";
import { findNode } from "@/flow/document";
import type { FlowNode, NodeId, NodeKind } from "@/flow/types";

/** As much of a setting as a card has room for: what is typed behind it draws nothing. */
const LINE = 80;
const lines = new WeakMap<FlowNode, { kind: NodeKind | undefined; line: string }>();

function lineOf(node: FlowNode, kind: NodeKind | undefined): string {
  const known = lines.get(node);
  if (known && known.kind === kind) return known.line;
  const line = cardLine(node, kind).slice(0, LINE);
  if (Object.isFrozen(node)) lines.set(node, { kind, line });
  return line;
}

function cardOf(state: EditorState, id: NodeId, kindBefore: string) {
  const { flow, layout } = state.doc;
  // A node that was deleted a moment ago may still be drawn for a frame.
  const node = findNode(flow, id) ?? { id, kind: kindBefore };
  const kind = state.kinds.get(node.kind);
  const findings = findingsAt(state.findings, id);
  const tools = hasToolPort(kind) ? toolsOf(node, kind) : null;
  return {
    is: node.kind,
    kind,
    title: titleOf(node, kind),
    line: lineOf(node, kind),
    /** What a model may use here, by name; `null` where the kind uses no tools. */
    tools: tools && tools.map(toolName).join(", "),
    toolCount: tools?.length ?? 0,
    /** The flow that a step runs. */
    runs: node.kind === "subflow" && typeof node.config?.flow === "string" ? node.config.flow : null,
    // A note that is chosen is the stop instead.
    isStop: state.active === id || (state.active === null && id === "start" && state.notes.size + state.edges.size === 0),
    pinned: layout.nodes[id]?.pinned === true,
    found: isFound(state.find, id),
    errors: findings.filter((finding) => finding.severity === "error").length,
    problems: findings.length,
    codes: findings.map((finding) => finding.code).join(" "),
    ...placed(flow, id),
  };
}

export const useCard = (id: NodeId, kind: string) => useEditorState(useShallow((state) => cardOf(state, id, kind)));
