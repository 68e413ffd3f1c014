import { useEditor } from "@/editor/context";
import { setField } from "@/flow/ops";
import type { FlowNode } from "@/flow/types";
import { t } from "@/i18n";
import { Field, Input, Select } from "@/ui/field";

/** When a node with several ways in begins, and what becomes of the ways that came too late. */
export function JoinField({ node, disabled }: { node: FlowNode; disabled: boolean }) {
  const editor = useEditor();
  const quorum = typeof node.join === "object" ? node.join.quorum : null;
  const choice = quorum !== null ? "quorum" : (node.join ?? "all");
  const set = (join: FlowNode["join"]) =>
    editor.edit(
      t("change join of ‘{node}’", { node: node.id }),
      (doc) => {
        setField(doc, node.id, "join", join);
        if (join === undefined) setField(doc, node.id, "cancel_others", undefined);
      },
      { key: `${node.id}.join` },
    );
  return (
    <>
      <Field label={t("Starts")} help={t("With several ways in.")}>
        {(ids) => (
          <Select {...ids} disabled={disabled} value={String(choice)} onChange={({ target }) => set(target.value === "any" ? "any" : target.value === "quorum" ? { quorum: 2 } : undefined)}>
            <option value="all">{t("when all ways in are decided")}</option>
            <option value="any">{t("on the first that is taken")}</option>
            <option value="quorum">{t("when so many are taken")}</option>
          </Select>
        )}
      </Field>
      {quorum !== null && (
        <Field label={t("How many")} help={t("Ways in that must be taken.")}>
          {(ids) => <Input {...ids} type="number" min={1} className="w-40!" disabled={disabled} value={quorum} onChange={({ target }) => Number(target.value) >= 1 && set({ quorum: Math.floor(Number(target.value)) })} />}
        </Field>
      )}
      {choice !== "all" && (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-0.5 size-4"
            disabled={disabled}
            checked={node.cancel_others === true}
            onChange={({ target }) => editor.edit(t("change join of ‘{node}’", { node: node.id }), (doc) => setField(doc, node.id, "cancel_others", target.checked || undefined))}
          />
          {t("Stop the branches that are too late")}
        </label>
      )}
    </>
  );
}
