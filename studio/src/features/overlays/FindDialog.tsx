import { goTo } from "@/editor/commands/go";
import { useEditorState, useTools } from "@/editor/context";
import { allNodes } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import type { FlowNode } from "@/flow/types";
import { KindTile } from "@/nodes/KindTile";
import { Chooser } from "./Chooser";

/** Over titles, ids, config, prompts, expressions and notes. */
export function FindDialog() {
  const tools = useTools();
  const flow = useEditorState((state) => state.doc.flow);
  const kinds = useEditorState((state) => state.kinds);
  const text = (node: FlowNode) => `${titleOf(node, kinds.get(node.kind))} ${node.id} ${node.notes ?? ""} ${JSON.stringify(node.config ?? {})}`;
  return (
    <Chooser
      title="Find in this flow"
      placeholder="Find in titles, prompts, expressions, notes…"
      empty="Nothing in this flow contains that."
      onClose={() => tools.editor.open(null)}
      choices={(search) =>
        allNodes(flow)
          .filter((node) => text(node).toLowerCase().includes(search.toLowerCase()))
          .map((node) => {
            const config = JSON.stringify(node.config ?? {});
            const at = search ? config.toLowerCase().indexOf(search.toLowerCase()) : -1;
            return {
              id: node.id,
              onChoose: () => goTo(tools, node.id),
              label: (
                <span className="flex items-center gap-3">
                  <KindTile kind={kinds.get(node.kind)} />
                  <span className="min-w-0">
                    {titleOf(node, kinds.get(node.kind))} <span className="font-mono text-xs text-muted">{node.id}</span>
                    {at >= 0 && <span className="block truncate font-mono text-xs text-muted">…{config.slice(Math.max(0, at - 24), at + 60)}…</span>}
                  </span>
                </span>
              ),
            };
          })
      }
    />
  );
}
