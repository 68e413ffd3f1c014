import { useEditorState, useTools } from "@/editor/context";
import { findNode } from "@/flow/document";
import { setField } from "@/flow/ops";
import { t } from "@/i18n";
import { Field, Textarea } from "@/ui/field";
import { Markdown } from "@/ui/markdown";

/** Words about the node for whoever works on the flow next. */
export function NotesTab({ id }: { id: string }) {
  const { editor } = useTools();
  const notes = useEditorState((state) => findNode(state.doc.flow, id)?.notes ?? "");
  const disabled = useEditorState((state) => state.readOnly);
  if (disabled && notes === "") return <p className="p-4 text-muted">{t("Nobody has written anything about this node.")}</p>;
  return (
    <div className="flex flex-col gap-4 p-4">
      {!disabled && (
        <Field label={t("Notes")} help={t("For people; they mean nothing to the run. Markdown is drawn below.")}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={8}
              className="field-sizing-content max-h-96"
              value={notes}
              onChange={(event) => editor.edit(t("change notes of ‘{node}’", { node: id }), (doc) => setField(doc, id, "notes", event.target.value), { key: `${id}.notes` })}
            />
          )}
        </Field>
      )}
      {notes !== "" && (
        <section aria-label={t("Notes as they read")} className="rounded-control border border-line p-3">
          <Markdown text={notes} />
        </section>
      )}
    </div>
  );
}
