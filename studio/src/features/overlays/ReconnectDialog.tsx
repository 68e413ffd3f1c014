import { connectedLabel } from "@/editor/add";
import { useEditorState, useTools } from "@/editor/context";
import { allNodes, edgeId, type End, findNode, fromOf, sourceOf } from "@/flow/document";
import { refusal } from "@/flow/connect";
import { titleOf } from "@/flow/describe";
import { order } from "@/flow/graph";
import { join } from "@/flow/join";
import { disconnect } from "@/flow/ops";
import { portsOf } from "@/flow/ports";
import { t } from "@/i18n";
import { KindTile } from "@/nodes/KindTile";
import { Chooser } from "./Chooser";

/** A broken connection gets new ends: another port of the same node first, then everything else that may be. */
export default function ReconnectDialog({ edge: id }: { edge: string }) {
  const { editor, canvas } = useTools();
  const flow = useEditorState((state) => state.doc.flow);
  const kinds = useEditorState((state) => state.kinds);
  const edge = flow.edges.find((one) => edgeId(one) === id);
  if (!edge) return null;
  const source = sourceOf(edge);
  const rest = { ...flow, edges: flow.edges.filter((one) => one !== edge) };
  const froms = findNode(flow, source.node) ? [source.node] : order(flow);
  const tos = findNode(flow, edge.to) ? [edge.to] : order(flow).filter((one) => one !== "start");
  const ends = (node: string): End[] => {
    const found = allNodes(flow).find((one) => one.id === node);
    return found ? portsOf(found, kinds.get(found.kind)).map((port) => ({ node, port: port.name })) : [];
  };
  const pairs = froms.flatMap(ends).flatMap((from) => tos.map((to) => ({ from, to, reason: refusal(rest, kinds, from, to) })));
  const sorted = [...pairs.filter((pair) => !pair.reason), ...pairs.filter((pair) => pair.reason)];
  const label = (node: string) => {
    const found = findNode(flow, node);
    return found ? titleOf(found, kinds.get(found.kind)) : node;
  };
  return (
    <Chooser
      title={t("Reconnect ‘{from}’ and ‘{to}’", { from: edge.from, to: edge.to })}
      placeholder={t("Where should it lead?")}
      empty={t("Nothing fits. Remove the connection, or add a node.")}
      onClose={() => editor.open(null)}
      choices={(search) =>
        sorted
          .filter(({ from, to }) => `${fromOf(from)} ${to} ${label(from.node)} ${label(to)}`.toLowerCase().includes(search.toLowerCase()))
          .map(({ from, to, reason }) => ({
            id: `${fromOf(from)}->${to}`,
            refused: reason ?? undefined,
            onChoose: () => {
              editor.edit(
                t("reconnect ‘{from}’ and ‘{to}’", { from: from.node, to }),
                (doc) => {
                  disconnect(doc, new Set([id]));
                  join(doc, from, to);
                },
                { say: connectedLabel(from, to), select: [from.node] },
              );
              canvas.current?.focus(from.node);
            },
            label: (
              <span className="flex items-center gap-3">
                <KindTile kind={kinds.get(findNode(flow, to)?.kind ?? "")} />
                <span>
                  {label(from.node)} <span className="font-mono text-xs text-muted">{fromOf(from)}</span> → {label(to)} <span className="font-mono text-xs text-muted">{to}</span>
                </span>
              </span>
            ),
          }))
      }
    />
  );
}
