import { type FormEvent, useId, useState } from "react";
import type { Pin } from "@/api/runs";
import { useEditorState, useRun, useTools, useTrial } from "@/editor/context";
import { outputs } from "@/editor/runs/fold-events";
import { findNode } from "@/flow/document";
import type { ErrorCode } from "@/flow/generated/flow";
import { sample } from "@/flow/sample";
import { outputOf } from "@/flow/scope";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";
import { JsonEdit } from "@/ui/json-edit";
import { ERROR_CODES, mendsFor } from "./mends";

// Nobody pins that somebody stopped the run.
const CODES = ERROR_CODES.filter((code) => code !== "cancelled");
const RETRYABLE: ReadonlySet<ErrorCode> = new Set(["timeout", "rate_limited", "upstream"]);

/** An hour: the most that the server takes. */
const MAX_DELAY_MS = 3_600_000;

/** What a node is taken to answer in test runs, instead of being called. */
export function PinDialog({ node, onClose }: { node: string; onClose: () => void }) {
  const { trial, editor } = useTools();
  const form = useId();
  const pinned = useTrial((state) => state.pins[node]);
  const last = useRun((state) => outputs(state.now)[node]);
  const flow = useEditorState((state) => state.doc.flow);
  const found = findNode(flow, node);
  const kind = useEditorState((state) => state.kinds.get(found?.kind ?? ""));
  const made = () => sample(found && outputOf(flow, found, kind));
  const [mode, setMode] = useState<"output" | "error">(pinned && "error" in pinned ? "error" : "output");
  const [start, setStart] = useState<{ from: string; value: unknown }>(() => {
    if (pinned && "output" in pinned) return { from: "pin", value: pinned.output };
    return last !== undefined ? { from: "run", value: last } : { from: "schema", value: made() };
  });
  const [value, setValue] = useState(start.value);
  const [wrong, setWrong] = useState(false);
  const [code, setCode] = useState<ErrorCode>(pinned && "error" in pinned ? pinned.error.code : "timeout");
  const [message, setMessage] = useState(pinned && "error" in pinned ? pinned.error.message : t("no answer in time"));
  const [seconds, setSeconds] = useState(String((pinned?.after_ms ?? 0) / 1_000));
  const afterMs = Math.round(Number(seconds.trim() || "0") * 1_000);
  const isLate = !(afterMs >= 0 && afterMs <= MAX_DELAY_MS);
  const begin = (from: string, next: unknown) => {
    setStart({ from, value: next });
    setValue(next);
    setWrong(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const outcome = mode === "output" ? { output: value } : { error: { code, message, retryable: RETRYABLE.has(code) } };
    const pin: Pin = afterMs > 0 ? { ...outcome, after_ms: afterMs } : outcome;
    trial.pin(node, pin);
    editor.say(mode === "output" ? t("‘{node}’ is pinned in test runs.", { node }) : t("‘{node}’ fails in test runs.", { node }));
    onClose();
  };
  const isTool = kind?.role !== "control";
  return (
    <Dialog
      title={t("Pin ‘{node}’", { node })}
      onClose={onClose}
      footer={
        <>
          {pinned && (
            <Button
              className="mr-auto"
              onClick={() => {
                trial.pin(node, null);
                onClose();
              }}
            >
              {t("Remove the pin")}
            </Button>
          )}
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!isTool || isLate || (mode === "output" && wrong)}>
            {t("Pin")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save} className="flex flex-col gap-3">
        <p className="text-muted">{t("In your test runs it is not called and answers this. Pins are kept in this browser, for you; they are never published.")}</p>
        {!isTool && <p className="text-warn">{t("This node calls nothing: what it does follows from the nodes before it. Pin one of those.")}</p>}
        <div role="radiogroup" aria-label={t("What happens")} className="flex flex-wrap gap-4">
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="mode" checked={mode === "output"} onChange={() => setMode("output")} /> {t("It answers")}
          </label>
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="mode" checked={mode === "error"} onChange={() => setMode("error")} /> {t("It fails with…")}
          </label>
        </div>
        {mode === "output" ? (
          <>
            <JsonEdit key={start.from} label={t("Answer")} value={start.value} onChange={setValue} onWrong={setWrong} />
            <div className="flex flex-wrap gap-2">
              <Button size="sm" disabled={last === undefined} title={last === undefined ? t("No run that is watched has come through it") : undefined} onClick={() => begin(`run ${Date.now()}`, last)}>
                {t("From the last run")}
              </Button>
              <Button size="sm" onClick={() => begin(`schema ${Date.now()}`, made())}>
                {t("Made from its schema")}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Field label={t("Error")} help={mendsFor(code).what}>
              {(ids) => (
                <Select {...ids} value={code} onChange={(event) => setCode(event.target.value as ErrorCode)}>
                  {CODES.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={t("Message")}>{(ids) => <Input {...ids} value={message} onChange={(event) => setMessage(event.target.value)} />}</Field>
          </>
        )}
        <Field label={t("After so many seconds")} error={isLate ? t("A number from 0 to 3,600.") : null} help={t("As if the call took so long. One that takes longer than its node allows is out of time, and tried again as set.")}>
          {(ids) => <Input {...ids} type="text" inputMode="decimal" className="w-28" value={seconds} onChange={(event) => setSeconds(event.target.value)} />}
        </Field>
      </form>
    </Dialog>
  );
}
