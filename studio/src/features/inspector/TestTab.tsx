import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { runNode } from "@/api/runs";
import type { Run } from "@/api/types";
import { useEditorState, useTools } from "@/editor/context";
import type { Schema } from "@/flow/defaults";
import { findNode } from "@/flow/document";
import { portWord } from "@/flow/port-words";
import { rootsRead } from "@/flow/reads";
import { sample } from "@/flow/sample";
import { t } from "@/i18n";
import { money, number } from "@/i18n/format";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { ErrorNote, Note } from "@/ui/notice";
import { DataView } from "./DataView";
import { useShownRun } from "./last-run";
import { seenOf } from "./seen";
import { dropTestValue, keepTestValue, useTestValues } from "./test-values";
import { TestValue } from "./TestValue";
import { useScope } from "./use-scope";

/** Kinds of the flow's own machinery that can be tried without a flow around them; the others act on the run that they are in. */
const ALONE = new Set(["template", "script", "condition", "switch"]);

/** The server knows these of whoever tests. */
const OWN = new Set(["user", "tenant", "env", "conversation"]);

/** This node alone: with the values of the run that is shown, or with values of one's own. */
export function TestTab({ id }: { id: string }) {
  const { editor, sync } = useTools();
  const flow = useEditorState((state) => state.name);
  const node = useEditorState((state) => findNode(state.doc.flow, id));
  const kind = useEditorState((state) => state.kinds.get(node?.kind ?? ""));
  const readOnly = useEditorState((state) => state.readOnly);
  const { view, last } = useShownRun();
  const kept = useTestValues();
  const names = useScope(id);
  const [asks, setAsks] = useState(false);
  const [resets, setResets] = useState(0);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const scope = names();
  const read = rootsRead(node?.config, kind?.config_schema, scope.map((name) => name.path));
  const shown = view && seenOf(view);
  const seen: Record<string, unknown> = { ...shown?.outputs, input: shown?.input, state: shown?.state };
  const values = read.map((name) => {
    const found = scope.find((one) => one.path === name);
    const from = Object.hasOwn(kept, name) ? ("kept" as const) : OWN.has(name) ? ("you" as const) : seen[name] === undefined ? ("none" as const) : ("run" as const);
    const value = from === "kept" ? kept[name] : from === "run" ? seen[name] : example(found?.schema ?? {});
    return { name, from, value };
  });
  const run = useMutation({
    mutationFn: async () => {
      await sync?.flush();
      const given = values.filter((value) => value.from === "kept" || value.from === "none");
      return runNode(flow, id, { branch: editor.getState().branch, config: node?.config ?? {}, run_id: view?.id ?? null, scope: Object.fromEntries(given.map((value) => [value.name, value.value])) });
    },
    onSuccess: (made) => editor.say(made.run.status === "completed" ? t("‘{node}’ ran alone: done.", { node: id }) : t("‘{node}’ ran alone: it did not finish.", { node: id })),
  });
  if (!node || !kind) return <p className="p-4 text-muted">{t("A node of this kind cannot run here.")}</p>;
  if (readOnly) return <p className="p-4 text-muted">{t("Only the draft can be tested.")}</p>;
  if (kind.role === "control" && !ALONE.has(kind.name)) {
    return <p className="p-4 text-muted">{t("“{kind}” means nothing alone: it acts on the run around it. Run the flow, or go on from a step of a run.", { kind: kind.title })}</p>;
  }
  const start = () => {
    setAsks(false);
    run.mutate();
  };
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="text-muted">{t("Runs only this node, as it is set up now. Nothing before or after it runs.")}</p>
      {values.length === 0 && <p>{t("It reads no value of the flow.")}</p>}
      {values.map(({ name, from, value }) => (
        <TestValue
          // Another run brings other values; typing does not make the field anew.
          key={`${name} ${view?.id} ${resets}`}
          name={name}
          from={from}
          last={last}
          value={value}
          onChange={(next) => keepTestValue(editor, name, next)}
          onReset={() => {
            dropTestValue(editor, name);
            setResets(resets + 1);
          }}
          onWrong={(isWrong) => setWrong((before) => new Set(isWrong ? [...before, name] : [...before].filter((one) => one !== name)))}
        />
      ))}
      <Button look="primary" className="self-start" busy={run.isPending} disabled={wrong.size > 0} onClick={() => (kind.effect === "write" ? setAsks(true) : start())}>
        <Play size={14} aria-hidden /> {t("Run only this node")}
      </Button>
      {run.isError && <ErrorNote error={run.error} />}
      {run.data && !run.isPending && <Result {...run.data} />}
      {asks && (
        <Confirm title={t("Run ‘{node}’ for real?", { node: id })} action={t("Run it")} busy={run.isPending} onConfirm={start} onClose={() => setAsks(false)}>
          {t("“{kind}” changes something outside the flow: what it does now is done, and testing does not take it back.", { kind: kind.title })}
        </Confirm>
      )}
    </div>
  );
}

/** By its type; that a node failed is not what one tries first. */
function example(schema: Schema): unknown {
  const { error: _gone, ...properties } = (schema.properties ?? {}) as Record<string, Schema>;
  return sample(schema.properties ? { ...schema, properties } : schema);
}

/** What came of it, what it cost, and what went wrong in words. */
function Result({ run, output, port }: { run: Run; output: unknown; port: string | undefined }) {
  const tokens = (run.usage?.input_tokens ?? 0) + (run.usage?.output_tokens ?? 0);
  const spent = [tokens > 0 && t("{count, plural, one {# token} other {# tokens}}", { count: tokens }), run.usage?.cost_micros !== undefined && run.usage.cost_micros > 0 && money(run.usage.cost_micros / 1_000_000)].filter(Boolean).join(", ");
  return (
    <div aria-live="polite" className="flex flex-col gap-3 border-t border-line pt-3">
      {run.status === "failed" && (
        <Note tone="danger">
          {run.error?.message ?? t("It failed without a reason.")} <span className="text-xs text-muted">{run.error?.code}</span>
        </Note>
      )}
      {run.status !== "failed" && run.status !== "completed" && <Note tone="info">{t("It has not finished yet. Its run is in the list of runs.")}</Note>}
      {run.status === "completed" && <DataView title={t("Result")} value={output} path={null} />}
      <p className="text-muted">{[port && port !== "out" && t("left by ‘{port}’", { port: portWord(port) }), run.created_at && run.ended_at && t("{count} ms", { count: number(Date.parse(run.ended_at) - Date.parse(run.created_at)) }), spent || t("no cost")].filter(Boolean).join(" · ")}</p>
    </div>
  );
}
