import { addKind, unfit, type Where } from "@/editor/add";
import { useEditorState, useTools } from "@/editor/context";
import { edgeId, OUT, sourceOf } from "@/flow/document";
import { guesses } from "@/flow/guesses";
import { portWord } from "@/flow/port-words";
import type { NodeKind } from "@/flow/types";
import { t } from "@/i18n";
import { CATEGORIES } from "@/nodes/categories";
import { findKinds } from "@/nodes/search";
import { type Choice, Chooser } from "./Chooser";
import { KindLine } from "./KindLine";

/** What may be added at a place: the likeliest first, then everything by group; what cannot be there says why. */
export function QuickAdd({ where }: { where: Where }) {
  const tools = useTools();
  const kinds = useEditorState((state) => state.kinds);
  const flow = useEditorState((state) => state.doc.flow);
  const edge = flow.edges.find((one) => edgeId(one) === where.edge);
  const from = where.after ?? (edge && sourceOf(edge));
  const isFit = (name: string) => {
    const kind = kinds.get(name);
    return kind !== undefined && unfit(kind, where) === null;
  };
  const { recent } = tools.taste.getState();
  const best = from ? guesses(flow, from, edge?.to ?? null, isFit) : recent.filter(isFit).slice(0, 3);
  const title = edge
    ? t("Insert a node between {from} and {to}", { from: edge.from, to: edge.to })
    : from
      ? from.port === OUT
        ? t("Add after ‘{id}’", { id: from.node })
        : t("Add after ‘{id}’, by ‘{port}’", { id: from.node, port: portWord(from.port) })
      : t("Add a node");
  const choice = (kind: NodeKind, group: string): Choice => ({ id: kind.name, group, refused: unfit(kind, where) ?? undefined, onChoose: () => addKind(tools, kind, where), label: <KindLine kind={kind} /> });
  return (
    <Chooser
      title={title}
      placeholder={t("{title}…", { title })}
      empty={t("No node fits.")}
      onClose={() => tools.editor.open(null)}
      choices={(search) => {
        const found = findKinds(kinds.values(), search);
        const [fit, unfitting] = [found.filter((kind) => isFit(kind.name)), found.filter((kind) => !isFit(kind.name))];
        const others = unfitting.map((kind) => choice(kind, t("Not here")));
        if (search) return [...fit.map((kind) => choice(kind, "")), ...others];
        const first = best.flatMap((name) => kinds.get(name) ?? []).map((kind) => choice(kind, from ? t("Likely next") : t("Recent")));
        return [...first, ...fit.filter((kind) => !best.includes(kind.name)).map((kind) => choice(kind, groupOf(kind))), ...others];
      }}
    />
  );
}

const groupOf = (kind: NodeKind) => CATEGORIES.find((category) => category.id === kind.category)?.title ?? "";
