import { type ReactNode, useMemo, useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { forkRun, runQuery, startRun } from "@/api/runs";
import type { Run } from "@/api/types";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { type Step, viewAt } from "@/editor/runs/fold-events";
import { momentAt } from "@/editor/runs/moments";
import { pinsOf, reuse } from "@/editor/runs/reuse";
import { findNode } from "@/flow/document";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/notice";
import { JsonEdit } from "@/ui/json-edit";
import { useBeginning } from "./use-channels";
import { cost } from "./words";
import { type Again, WritesAhead } from "./WritesAhead";

interface ForkProps {
  run: string;
  seq: number;
  /** The node to go on from; without it, what is forked is a moment. */
  from: string | null;
  /** A node inside of it at which no run can begin. */
  wish?: string;
  onRun: (run: Run) => void;
  onClose: () => void;
}

/** Going another way from a step of a run: what is taken over, which values are changed, what would happen a second time. */
export function ForkDialog({ run, seq, from, wish, onRun, onClose }: ForkProps) {
  const { editor, sync, trial } = useTools();
  const kinds = useEditorState((state) => state.kinds);
  const name = useEditorState((state) => state.name);
  const channels = useEditorState((state) => state.doc.flow.state);
  const view = useRun((state) => (state.now?.id === run ? state.now : null));
  const moments = useRun((state) => state.moments);
  const about = useQuery(runQuery(run));
  const events = useRun((state) => state.events);
  const { values: beginning } = useBeginning();
  const values = useMemo(() => ({ ...beginning, ...viewAt(run, events, seq).state }), [beginning, run, events, seq]);
  // “From here” is about the node as it is on the screen; a fork is about the run as it was.
  const [asDraft, setAsDraft] = useState(from !== null && sync !== null);
  const [outputs, setOutputs] = useState<Record<string, unknown>>({});
  const [state, setState] = useState<Record<string, unknown>>({});
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [again, setAgain] = useState<Again>({});
  const found = useMemo(() => reuse(view?.steps ?? [], seq, kinds), [view, seq, kinds]);
  const asked = trial.asked((node) => findNode(editor.getState().doc.flow, node) !== undefined);
  const recorded = pinsOf(found.writes.filter((step) => step.status === "done" && !again[step.key]), kinds);
  const go = useMutation({
    mutationFn: async () => {
      if (!asDraft) return forkRun(run, { at_seq: seq, state, outputs, ...asked, pins: { ...asked.pins, ...recorded } });
      await sync?.flush();
      return startRun(name, view?.input ?? {}, { branch: editor.getState().branch, from: { run_id: run, node: from, at_seq: seq }, ...asked, pins: { ...asked.pins, ...pinsOf(found.kept, kinds, outputs), ...recorded } });
    },
    onSuccess: (made) => {
      onRun(made);
      onClose();
    },
  });
  const mark = (what: string, bad: boolean) => setWrong((before) => new Set(bad ? [...before, what] : [...before].filter((one) => one !== what)));
  const repeats = found.writes.filter((step) => again[step.key] || step.status !== "done").length;
  const editable = found.kept.filter((step) => !step.address.includes("/") && (!asDraft || kinds.get(step.kind)?.role === "tool"));
  const n = momentAt(moments, seq) + 1;
  return (
    <Dialog
      shape="wide"
      title={from ? t("Run from ‘{node}’", { node: from }) : t("Fork after step {n} of {m}", { n, m: moments.length })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look={repeats > 0 ? "danger" : "primary"} busy={go.isPending} disabled={wrong.size > 0 || !view} onClick={() => go.mutate()}>
            {repeats > 0 ? t("Run, and do {count, plural, one {# thing} other {# things}} again", { count: repeats }) : t("Run from here")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {from && wish && <p>{t("A run cannot begin inside of a loop. ‘{node}’ is a part of ‘{loop}’, so it begins there.", { node: wish, loop: from })}</p>}
        {sync && (
          <div role="radiogroup" aria-label={t("Which flow")} className="flex flex-col gap-1">
            <Choice checked={asDraft} onChoose={() => setAsDraft(true)} label={t("With the draft as it is now")} help={t("A new run of the draft. Calls before this point answer what they answered then; questions to people are asked again.")} />
            <Choice checked={!asDraft} onChoose={() => setAsDraft(false)} label={t("With the flow as that run had it")} help={t("The run goes on from exactly this point: answers of people and the state are taken over too.")} />
          </div>
        )}
        <p data-reused={found.kept.length}>
          {t("{count, plural, =0 {Nothing is taken over.} one {# step is taken over and not done again.} other {# steps are taken over and not done again.}}", { count: found.kept.length })}{" "}
          {found.tokens > 0 && t("{count, plural, one {# token is} other {# tokens are}} not paid for again.", { count: found.tokens })} {found.costMicros > 0 && t("That saves {amount}.", { amount: cost(found.costMicros) })}
        </p>
        {asDraft && found.asked.length > 0 && <p className="text-muted">{t("Asked again: {nodes}", { nodes: found.asked.map((step) => step.address).join(", ") })}</p>}
        <WritesAhead steps={found.writes} run={about.data} again={again} onAgain={(key, value) => setAgain((before) => ({ ...before, [key]: value }))} />
        {editable.length > 0 && (
          <Values title={t("What steps answered")}>
            {editable.map((step: Step) => (
              <details key={step.key} className="rounded-control border border-line px-3 py-1">
                <summary className="min-h-6 cursor-pointer">
                  <code className="font-mono text-xs">{step.address}</code> <span className="text-muted">{step.title}</span> {step.address in outputs && <span className="text-warn">{t("changed")}</span>}
                </summary>
                <JsonEdit label={t("Answer of ‘{node}’", { node: step.address })} value={step.output} onChange={(value) => setOutputs((before) => ({ ...before, [step.address]: value }))} onWrong={(bad) => mark(step.key, bad)} />
              </details>
            ))}
          </Values>
        )}
        {!asDraft && Object.keys(values).length > 0 && (
          <Values title={t("State")}>
            {Object.entries(values).map(([channel, value]) => (
              <JsonEdit key={channel} label={channel} schema={channels?.[channel]?.schema as Record<string, unknown> | undefined} value={value} onChange={(next) => setState((before) => ({ ...before, [channel]: next }))} onWrong={(bad) => mark(`state ${channel}`, bad)} />
            ))}
          </Values>
        )}
        {(asked.pins ?? asked.breakpoints) && <p className="text-muted">{t("Your pins and breakpoints hold in this run too.")}</p>}
        {go.isError && <ErrorNote error={go.error} />}
      </div>
    </Dialog>
  );
}

function Choice({ checked, onChoose, label, help }: { checked: boolean; onChoose: () => void; label: string; help: string }) {
  return (
    <label className={cx("flex items-start gap-2 rounded-control px-2 py-1", checked && "bg-accent-soft")}>
      <input type="radio" name="which" checked={checked} onChange={onChoose} className="mt-1" />
      <span>
        <span className="font-medium">{label}</span> <span className="block text-xs text-muted">{help}</span>
      </span>
    </label>
  );
}

function Values({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
