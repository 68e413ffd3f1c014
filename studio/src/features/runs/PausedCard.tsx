import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { Octagon, Play, StepForward } from "lucide-react";
import { cancelRun, continueRun } from "@/api/runs";
import { useEditorState } from "@/editor/context";
import type { RunView } from "@/editor/runs/fold-events";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { JsonEdit } from "@/ui/json-edit";

/** A run that stopped where it was told to: the values there, which may be changed, and the ways on. */
export function PausedCard({ view }: { view: RunView }) {
  const waiting = view.waitingFor;
  const stop = waiting?.breakpoint;
  const channels = useEditorState((state) => state.doc.flow.state);
  const [edits, setEdits] = useState<Record<string, unknown>>({});
  const [input, setInput] = useState<{ value: unknown } | null>(null);
  const [output, setOutput] = useState<{ value: unknown } | null>(null);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const go = useMutation({
    mutationFn: (step: boolean) => continueRun(view.id, waiting?.node ?? "", { ...(step && { step }), ...(Object.keys(edits).length > 0 && { state: edits }), ...(input && { input: input.value }), ...(output && { output: output.value }) }),
    onSuccess: () => {
      setEdits({});
      setInput(null);
      setOutput(null);
    },
  });
  const end = useMutation({ mutationFn: () => cancelRun(view.id, "stopped at a breakpoint") });
  if (!waiting || !stop) return null;
  const mark = (name: string, bad: boolean) => setWrong((before) => new Set(bad ? [...before, name] : [...before].filter((one) => one !== name)));
  const busy = go.isPending || end.isPending;
  return (
    <section aria-label={t("Stopped at a breakpoint")} data-paused={waiting.node} className="mx-2 mb-2 flex flex-col gap-2 rounded-control border border-wait bg-wait-soft px-3 py-2 [--card:var(--wait-soft)]">
      <div data-actions className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-40 flex-1 font-semibold">{stop.after ? t("Stopped after ‘{node}’", { node: waiting.node }) : t("Stopped before ‘{node}’", { node: waiting.node })}</h2>
        <Button size="sm" disabled={busy || wrong.size > 0} onClick={() => go.mutate(true)}>
          <StepForward size={13} aria-hidden /> {t("Step")}
        </Button>
        <Button size="sm" look="primary" disabled={busy || wrong.size > 0} onClick={() => go.mutate(false)}>
          <Play size={13} aria-hidden /> {t("Continue")}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => end.mutate()}>
          <Octagon size={13} aria-hidden /> {t("Stop")}
        </Button>
      </div>
      {stop.input !== undefined && <JsonEdit key={`${waiting.node} input`} label={t("It will be given")} value={stop.input} onChange={(value) => setInput({ value })} onWrong={(bad) => mark("input", bad)} />}
      {stop.after && <JsonEdit key={`${waiting.node} output`} label={t("What it answered")} value={stop.output} onChange={(value) => setOutput({ value })} onWrong={(bad) => mark("output", bad)} />}
      {Object.entries(stop.state).map(([name, value]) => (
        <JsonEdit
          key={`${waiting.node} ${name}`}
          label={t("State ‘{name}’", { name })}
          schema={channels?.[name]?.schema as Record<string, unknown> | undefined}
          value={value}
          onChange={(next) => setEdits((before) => ({ ...before, [name]: next }))}
          onWrong={(bad) => mark(name, bad)}
        />
      ))}
      {(go.isError || end.isError) && <ErrorNote error={go.error ?? end.error} />}
    </section>
  );
}
