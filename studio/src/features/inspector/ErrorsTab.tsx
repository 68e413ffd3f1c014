import { type ReactNode, useMemo } from "react";
import { useEditorState, useTools } from "@/editor/context";
import { findingsAt, findingsOf } from "@/flow/describe";
import { findNode, incoming, shapeOf } from "@/flow/document";
import { upstream } from "@/flow/graph";
import { setField } from "@/flow/ops";
import { portsOf } from "@/flow/ports";
import type { FlowNode } from "@/flow/types";
import { t } from "@/i18n";
import { Field, Input, Select } from "@/ui/field";
import { FindingNote } from "./FindingNote";
import { JoinField } from "./JoinField";
import { Duration } from "./widgets/Duration";
import { JsonControl } from "./widgets/JsonControl";

type Set = <K extends "retry" | "timeout" | "on_error" | "max_iterations">(field: K, value: FlowNode[K]) => void;

/** What happens when it does not work: repeat, give up after a time, go on regardless. And how it starts, when ways meet. */
export function ErrorsTab({ id }: { id: string }) {
  const { editor } = useTools();
  const node = useEditorState((state) => findNode(state.doc.flow, id));
  const kind = useEditorState((state) => state.kinds.get(node?.kind ?? ""));
  const findings = useEditorState((state) => state.findings);
  const disabled = useEditorState((state) => state.readOnly);
  const hasErrorEdge = useEditorState((state) => state.doc.flow.edges.some((edge) => edge.from === `${id}.error`));
  const shape = useEditorState((state) => shapeOf(state.doc.flow));
  const waysIn = incoming(shape, id).length;
  const inLoop = useMemo(() => upstream(shape, id).has(id), [shape, id]);
  if (!node) return null;
  const mine = findingsAt(findings, id);
  const set: Set = (field, value) => editor.edit(t("change what ‘{node}’ does on errors", { node: id }), (doc) => setField(doc, id, field, value), { key: `${id}.${field}` });
  const notes = (field: string) => findingsOf(mine, field).map((finding) => <FindingNote key={finding.code + finding.cause} finding={finding} />);
  const canFail = portsOf(node, kind).some((port) => port.name === "error");
  return (
    <div className="flex flex-col gap-4 p-4">
      {!canFail && !node.retry && !node.timeout && !node.on_error && <p className="text-muted">{t("This node cannot fail by itself: there is nothing to repeat or to catch.")}</p>}
      {(canFail || node.retry || node.timeout || node.on_error) && (
        <>
          <Retry node={node} disabled={disabled} set={set} notes={notes("/retry")} />
          <div data-field="/timeout" className="flex flex-col gap-1.5">
            <Field label={t("Time limit")} help={t("Of one attempt. Without one, the limit of the installation holds.")}>
              {(ids) => <Duration ids={{ ...ids, disabled }} value={node.timeout} placeholder="30s" onChange={(value) => set("timeout", value as string | undefined)} />}
            </Field>
            {notes("/timeout")}
          </div>
          <div data-field="/on_error" className="flex flex-col gap-3">
            <Field label={t("When it fails for good")} help={hasErrorEdge ? t("The connection at the red port is taken.") : t("Or draw a connection from the red port: it is then taken, with the error as its value.")}>
              {(ids) => (
                <Select {...ids} disabled={disabled || hasErrorEdge} value={node.on_error && !hasErrorEdge ? "continue" : "fail"} onChange={(event) => set("on_error", event.target.value === "continue" ? { continue: {} } : undefined)}>
                  <option value="fail">{hasErrorEdge ? t("Follow the red port") : t("The run fails")}</option>
                  <option value="continue">{t("Go on with a fixed value")}</option>
                </Select>
              )}
            </Field>
            {node.on_error && (
              <Field label={t("Value")} help={t("JSON: what later nodes read as this node’s output.")}>
                {(ids) => <JsonControl ids={{ ...ids, disabled }} value={node.on_error?.continue} onChange={(value) => set("on_error", { continue: value ?? {} })} />}
              </Field>
            )}
            {notes("/on_error")}
          </div>
        </>
      )}
      {(waysIn > 1 || node.join !== undefined || inLoop || node.max_iterations !== undefined) && (
        <div data-field="/max_iterations" className="flex flex-col gap-3 border-t border-line pt-4">
          <h3 className="font-semibold">{t("How it starts")}</h3>
          {(waysIn > 1 || node.join !== undefined) && <JoinField node={node} disabled={disabled} />}
          {(inLoop || node.max_iterations !== undefined) && (
            <Field label={t("Loop bound")} help={t("If this node begins a loop: how often its body may run. Default 25.")}>
              {(ids) => <Input {...ids} type="number" min={1} className="w-40!" placeholder="25" disabled={disabled} value={node.max_iterations ?? ""} onChange={(event) => set("max_iterations", Number(event.target.value) >= 1 ? Math.floor(Number(event.target.value)) : undefined)} />}
            </Field>
          )}
          {notes("/max_iterations")}
        </div>
      )}
    </div>
  );
}

function Retry({ node, disabled, set, notes }: { node: FlowNode; disabled: boolean; set: Set; notes: ReactNode }) {
  const { retry } = node;
  return (
    <div data-field="/retry" className="flex flex-col gap-3">
      <Field label={t("Attempts")} help={t("All together, the first included. Errors that cannot pass by themselves are not repeated.")}>
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
              set("retry", attempts > 1 ? { ...retry, attempts } : undefined);
            }}
          />
        )}
      </Field>
      {retry && (
        <>
          <Field label={t("First wait")}>{(ids) => <Duration ids={{ ...ids, disabled }} value={retry.backoff} placeholder="1s" onChange={(value) => set("retry", { ...retry, backoff: value as string | undefined })} />}</Field>
          <Field label={t("Each wait is × the last")}>
            {(ids) => <Input {...ids} type="number" min={1} step="any" className="w-40!" disabled={disabled} placeholder="2" value={retry.factor ?? ""} onChange={(event) => set("retry", { ...retry, factor: Number(event.target.value) >= 1 ? Number(event.target.value) : undefined })} />}
          </Field>
        </>
      )}
      {notes}
    </div>
  );
}
