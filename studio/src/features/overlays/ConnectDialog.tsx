import { connectedLabel } from "@/editor/add";
import { takeAsTool } from "@/editor/tools";
import { hasToolPort, TOOL_PORT, toolRefusal } from "@/flow/agent-tools";
import { useEditorState, useTools } from "@/editor/context";
import { allNodes, type End, findNode } from "@/flow/document";
import { refusal } from "@/flow/connect";
import { titleOf } from "@/flow/describe";
import { order } from "@/flow/graph";
import { join } from "@/flow/join";
import { portsOf } from "@/flow/ports";
import { t } from "@/i18n";
import { KindTile } from "@/nodes/KindTile";
import { Chooser } from "./Chooser";

/** Connecting without a mouse: every port with every node it may lead to; the others say why not, at the end. */
export default function ConnectDialog({ from }: { from: string }) {
  const tools = useTools();
  const { editor } = tools;
  const flow = useEditorState((state) => state.doc.flow);
  const kinds = useEditorState((state) => state.kinds);
  const node = findNode(flow, from);
  const ports = node ? portsOf(node, kinds.get(node.kind)) : [];
  const ids = order(flow).filter((id) => id !== from && id !== "start");
  const pairs = ports.flatMap((port) => ids.map((to) => ({ end: { node: from, port: port.name } satisfies End, to, reason: refusal(flow, kinds, { node: from, port: port.name }, to) })));
  if (node && hasToolPort(kinds.get(node.kind))) pairs.push(...ids.map((to) => ({ end: { node: from, port: TOOL_PORT }, to, reason: toolRefusal(flow, kinds, from, to) })));
  const sorted = [...pairs.filter((pair) => !pair.reason), ...pairs.filter((pair) => pair.reason)];
  return (
    <Chooser
      title={t("Connect ‘{from}’ to", { from })}
      placeholder={t("Connect ‘{from}’ to…", { from })}
      empty={ports.length === 0 ? t("Nothing can follow this node.") : t("No such node.")}
      onClose={() => editor.open(null)}
      choices={(search) =>
        sorted
          .map((pair) => ({ ...pair, target: allNodes(flow).find((one) => one.id === pair.to) }))
          .filter(({ to, target, end }) => `${to} ${target ? titleOf(target, kinds.get(target.kind)) : ""} ${end.port}`.toLowerCase().includes(search.toLowerCase()))
          .map(({ end, to, target, reason }) => ({
            id: `${end.port}->${to}`,
            refused: reason ?? undefined,
            onChoose: () => {
              if (end.port === TOOL_PORT) return takeAsTool(tools, from, to);
              editor.edit(t("connect ‘{from}’ to ‘{to}’", { from, to }), (doc) => join(doc, end, to), { say: connectedLabel(end, to) });
              tools.canvas.current?.focus(from);
            },
            label: (
              <span className="flex items-center gap-3">
                <KindTile kind={target && kinds.get(target.kind)} />
                <span>
                  {end.port !== "out" && <span className={end.port === "error" ? "text-danger" : "text-muted"}>{end.port === TOOL_PORT ? t("as a tool") : end.port} → </span>}
                  {target ? titleOf(target, kinds.get(target.kind)) : to} <span className="font-mono text-xs text-muted">{to}</span>
                </span>
              </span>
            ),
          }))
      }
    />
  );
}
