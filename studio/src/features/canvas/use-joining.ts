// Drawing a connection: we decide ourselves, so that a refusal can say why.
import { useCallback, useEffect } from "react";
import { type OnConnectStartParams, useReactFlow, useStoreApi } from "@xyflow/react";
import { connectedLabel } from "@/editor/add";
import { takeAsTool } from "@/editor/tools";
import { useTools } from "@/editor/context";
import { TOOL_PORT, toolTargets } from "@/flow/agent-tools";
import { targets } from "@/flow/connect";
import { edgeId, findNode, OUT, outgoing, sourceOf } from "@/flow/document";
import { join } from "@/flow/join";
import { NODE_HEIGHT, portsOf } from "@/flow/ports";
import { t } from "@/i18n";
import { nodeAt, useConnecting } from "./connecting";

export function useJoining() {
  const tools = useTools();
  const { editor } = tools;
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  const onConnectStart = useCallback(
    (_: unknown, { nodeId, handleId }: OnConnectStartParams) => {
      if (!nodeId || nodeId.includes(":")) return;
      const from = { node: nodeId, port: handleId ?? "out" };
      const state = editor.getState();
      const allowed = from.port === TOOL_PORT ? toolTargets(state.doc.flow, state.kinds, nodeId) : targets(state.doc.flow, state.kinds, from);
      useConnecting.setState({ from, targets: allowed, over: null, pointer: null });
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
        if (inside && from.port === TOOL_PORT) return editor.open({ is: "tool", agent: from.node });
        if (inside) editor.open({ is: "add", after: from, at: { x: spot.x, y: spot.y - NODE_HEIGHT / 2 } });
        return;
      }
      if (target === from.node) return;
      const reason = allowed.get(target);
      if (reason) return editor.say(t("Not connected. {reason}", { reason }));
      if (from.port === TOOL_PORT) return takeAsTool(tools, from.node, target);
      editor.edit(t("connect ‘{from}’ to ‘{to}’", { from: from.node, to: target }), (doc) => join(doc, from, target), { say: connectedLabel(from, target) });
    },
    [tools, editor, screenToFlowPosition],
  );
  /** A port was pressed, not pulled: what may follow there. */
  const onPortClick = useCallback(
    (_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      // The library would now wait for a second press somewhere else.
      setTimeout(() => store.setState({ connectionClickStartHandle: null }));
      const { readOnly, doc, kinds } = editor.getState();
      const node = nodeId ? findNode(doc.flow, nodeId) : undefined;
      if (!node || handleType !== "source" || readOnly) return;
      const port = handleId ?? OUT;
      if (port === TOOL_PORT) return editor.open({ is: "tool", agent: node.id });
      // By a port that is no more nothing can follow: what leaves by it is led elsewhere.
      const broken = portsOf(node, kinds.get(node.kind)).some((one) => one.name === port) ? undefined : outgoing(doc.flow, node.id).find((edge) => sourceOf(edge).port === port);
      editor.open(broken ? { is: "reconnect", edge: edgeId(broken) } : { is: "add", after: { node: node.id, port } });
    },
    [editor, store],
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
  return { onConnectStart, onConnectEnd, onPortClick };
}
