import { addKind, type Where } from "@/editor/add";
import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { KindTile } from "@/nodes/KindTile";
import { findKinds } from "@/nodes/search";
import type { NodeKind } from "@/flow/types";
import { Chooser } from "./Chooser";

/** What people most often put next. */
const GUESSES: Record<string, string[]> = {
  start: ["kb_search", "classify", "llm"],
  kb_search: ["llm", "condition", "reply"],
  llm: ["reply", "condition", "ask_user"],
  reply: ["ask_user", "end", "create_ticket"],
  ask_user: ["create_ticket", "condition", "reply"],
  create_ticket: ["notify", "reply", "end"],
  notify: ["reply", "end"],
  classify: ["kb_search", "ask_user", "create_ticket"],
  condition: ["reply", "create_ticket", "ask_user"],
  map: ["llm", "http_request", "subflow"],
  loop: ["ask_user", "llm", "condition"],
  agent: ["reply", "condition", "handoff"],
  approval: ["create_ticket", "reply", "notify"],
  handoff: ["reply", "end"],
  wait: ["notify", "reply", "condition"],
  subflow: ["reply", "condition", "end"],
};

export function QuickAdd({ where }: { where: Where }) {
  const tools = useTools();
  const kinds = useEditorState((state) => state.kinds);
  const flow = useEditorState((state) => state.doc.flow);
  const before = where.after?.node ?? where.edge?.split("->")[0]?.split(".")[0];
  const kindBefore = before === "start" ? "start" : flow.nodes.find((node) => node.id === before)?.kind;
  const guesses = GUESSES[kindBefore ?? ""] ?? [];
  const title = where.edge ? t("Insert a node here") : before ? t("Add after ‘{id}’", { id: before }) : t("Add a node");
  return (
    <Chooser
      title={title}
      placeholder={t("{title}…", { title })}
      empty={t("No node fits.")}
      onClose={() => tools.editor.open(null)}
      choices={(search) => {
        const found = findKinds(kinds.values(), search);
        const rank = (kind: NodeKind) => (guesses.includes(kind.name) ? guesses.indexOf(kind.name) : 99);
        const sorted = search ? found : found.toSorted((a, b) => rank(a) - rank(b));
        return sorted.map((kind) => ({
          id: kind.name,
          onChoose: () => addKind(tools, kind, where),
          label: (
            <span className="flex items-center gap-3">
              <KindTile kind={kind} />
              <span className="min-w-0">
                <span className="block">{kind.title}</span>
                <span className="block truncate text-xs text-muted">{kind.summary}</span>
              </span>
            </span>
          ),
        }));
      }}
    />
  );
}
