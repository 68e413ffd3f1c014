import { useEditorState, useTools } from "@/editor/context";
import { findNode } from "@/flow/document";
import { setField } from "@/flow/ops";
import { findingsOf } from "@/flow/describe";
import { Field, Input, Select } from "@/ui/field";
import { FindingNote } from "./FindingNote";
import { JoinField } from "./JoinField";
import { JsonControl } from "./widgets/JsonControl";

/** What happens when it does not work: repeat, give up after a time, go on regardless. */
export function ErrorsTab({ id }: { id: string }) {
  const { editor } = useTools();
  const node = useEditorState((state) => findNode(state.doc.flow, id));
  const findings = useEditorState((state) => state.findings);
  const disabled = useEditorState((state) => state.readOnly);
  const hasErrorEdge = useEditorState((state) => state.doc.flow.edges.some((edge) => edge.from === `${id}.error`));
  if (!node) return null;
  const mine = findings.filter((finding) => finding.node === id);
  const retry = node.retry;

  const notes = (field: string) => findingsOf(mine, field).map((finding) => <FindingNote key={finding.code + finding.cause} finding={finding} />);
  return (
    <div className="flex flex-col gap-4 p-4">
      <div data-field="/retry" className="flex flex-col gap-3">
        <Field label="Attempts" help="All together, the first included. Errors that cannot pass by themselves are not repeated.">
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={1}
              max={20}
              className="w-40!"
              disabled={disabled}
              placeholder="1"
              value={retry?.attempts ?? ""}
              onChange={(event) => {
                const attempts = Math.floor(Number(event.target.value));
                editor.edit(`change retries of ‘${id}’`, (doc) => setField(doc, id, "retry", attempts > 1 ? { ...retry, attempts } : undefined), { key: `${id}.retry` });
              }}
            />
          )}
        </Field>
        {retry && (
          <div className="grid grid-cols-2 gap-3">
            <Field label="First wait">
              {(ids) => (
                <Input {...ids} disabled={disabled} placeholder="1s" value={retry.backoff ?? ""} onChange={(event) => editor.edit(`change retries of ‘${id}’`, (doc) => setField(doc, id, "retry", { ...retry, backoff: event.target.value || undefined }), { key: `${id}.retry` })} />
              )}
            </Field>
            <Field label="Each wait is × the last">
              {(ids) => (
                <Input {...ids} type="number" min={1} step="any" disabled={disabled} placeholder="2" value={retry.factor ?? ""} onChange={(event) => editor.edit(`change retries of ‘${id}’`, (doc) => setField(doc, id, "retry", { ...retry, factor: event.target.value ? Number(event.target.value) : undefined }), { key: `${id}.retry` })} />
              )}
            </Field>
          </div>
        )}
        {notes("/retry")}
      </div>
      <div data-field="/timeout" className="flex flex-col gap-1.5">
        <Field label="Time limit" help="Of one attempt: 30s, 5m, 2h.">
          {(ids) => <Input {...ids} className="w-40!" disabled={disabled} value={node.timeout ?? ""} onChange={(event) => editor.edit(`change time limit of ‘${id}’`, (doc) => setField(doc, id, "timeout", event.target.value || undefined), { key: `${id}.timeout` })} />}
        </Field>
        {notes("/timeout")}
      </div>
      <div data-field="/on_error" className="flex flex-col gap-3">
        <Field
          label="When it fails for good"
          help={hasErrorEdge ? "The connection at the red port is taken." : "Or draw a connection from the red port: it is then taken, with the error as its value."}
        >
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled || hasErrorEdge}
              value={node.on_error ? "continue" : "fail"}
              onChange={(event) => editor.edit(`change errors of ‘${id}’`, (doc) => setField(doc, id, "on_error", event.target.value === "continue" ? { continue: {} } : undefined))}
            >
              <option value="fail">{hasErrorEdge ? "Follow the red port" : "The run fails"}</option>
              <option value="continue">Go on with a fixed value</option>
            </Select>
          )}
        </Field>
        {node.on_error && (
          <Field label="Value" help="JSON: what later nodes read as this node’s output.">
            {(ids) => <JsonControl ids={{ ...ids, disabled }} value={node.on_error?.continue} onChange={(value) => editor.edit(`change errors of ‘${id}’`, (doc) => setField(doc, id, "on_error", { continue: value ?? {} }), { key: `${id}.on_error` })} />}
          </Field>
        )}
        {notes("/on_error")}
      </div>
      <div data-field="/max_iterations" className="flex flex-col gap-1.5 border-t border-line pt-4">
        <Field label="Loop bound" help="If this node begins a loop: how often its body may run. Default 25.">
          {(ids) => <Input {...ids} type="number" min={1} className="w-40!" disabled={disabled} value={node.max_iterations ?? ""} onChange={(event) => editor.edit(`change loop bound of ‘${id}’`, (doc) => setField(doc, id, "max_iterations", event.target.value ? Number(event.target.value) : undefined), { key: `${id}.max` })} />}
        </Field>
        <JoinField node={node} disabled={disabled} />
      </div>
    </div>
  );
}
