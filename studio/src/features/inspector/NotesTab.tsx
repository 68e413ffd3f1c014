import { useEditorState, useTools } from "@/editor/context";
import { findNode } from "@/flow/document";
import { setField } from "@/flow/ops";
import { Field, Textarea } from "@/ui/field";

export function NotesTab({ id }: { id: string }) {
  const { editor } = useTools();
  const notes = useEditorState((state) => findNode(state.doc.flow, id)?.notes ?? "");
  const disabled = useEditorState((state) => state.readOnly);
  return (
    <div className="p-4">
      <Field label="Notes" help="For people; means nothing to the run.">
        {(ids) => <Textarea {...ids} rows={8} disabled={disabled} value={notes} onChange={(event) => editor.edit(`change notes of ‘${id}’`, (doc) => setField(doc, id, "notes", event.target.value), { key: `${id}.notes` })} />}
      </Field>
    </div>
  );
}
