import { goTo } from "@/editor/commands/go";
import { useEditorState, useTools } from "@/editor/context";
import { allNodes } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { findIn } from "@/flow/find";
import { KindTile } from "@/nodes/KindTile";
import { Chooser } from "./Chooser";

/** Over titles, ids, config, prompts, expressions and notes. */
export function FindDialog() {
  const tools = useTools();
  const flow = useEditorState((state) => state.doc.flow);
  const kinds = useEditorState((state) => state.kinds);
  return (
    <Chooser
      title="Find in this flow"
      placeholder="Find in titles, prompts, expressions, notes…"
      empty="Nothing in this flow contains that."
      onClose={() => tools.editor.open(null)}
      choices={(search) =>
        allNodes(flow)
          .filter((node) => `${titleOf(node, kinds.get(node.kind))} ${node.id}`.toLowerCase().includes(search.toLowerCase()) || findIn(node, search) !== null)
          .map((node) => {
            const hit = search ? findIn(node, search) : null;
            return {
              id: node.id,
              onChoose: () => goTo(tools, node.id),
              label: (
                <span className="flex items-center gap-3">
                  <KindTile kind={kinds.get(node.kind)} />
                  <span className="min-w-0">
                    {titleOf(node, kinds.get(node.kind))} <span className="font-mono text-xs text-muted">{node.id}</span>
                    {hit && (
                      <span className="block truncate text-xs text-muted">
                        {hit.field}: {hit.before}
                        <mark className="rounded-[3px] bg-warn-soft text-text">{hit.match}</mark>
                        {hit.after}
                      </span>
                    )}
                  </span>
                </span>
              ),
            };
          })
      }
    />
  );
}
