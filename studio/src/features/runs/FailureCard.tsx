import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { FlaskConical, GitFork, RotateCw, Settings2 } from "lucide-react";
import { retryRun } from "@/api/runs";
import type { Run } from "@/api/types";
import { useEditorState, useTools } from "@/editor/context";
import type { RunView } from "@/editor/runs/fold-events";
import { titleOf } from "@/flow/describe";
import { findNode } from "@/flow/document";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { JsonTree } from "@/ui/json";
import { ErrorNote, Note } from "@/ui/notice";
import { mendsFor } from "./mends";
import { Key } from "./WritesAhead";

/** What failed in words, the value that caused it, what probably helps, and the ways on. */
export function FailureCard({ view, run, canAct, onRun }: { view: RunView; run: Run | undefined; canAct: boolean; onRun: (run: Run) => void }) {
  const { editor, canvas, trial } = useTools();
  const error = view.error;
  const step = error?.node ? view.steps.findLast((one) => one.address === error.node) : undefined;
  const drawn = step?.node ?? error?.node ?? null;
  const title = useEditorState((state) => {
    const node = drawn ? findNode(state.doc.flow, drawn) : undefined;
    return node ? titleOf(node, state.kinds.get(node.kind)) : drawn;
  });
  const writes = useEditorState((state) => state.kinds.get(step?.kind ?? "")?.effect === "write");
  const [asking, setAsking] = useState(false);
  const retry = useMutation({
    mutationFn: () => retryRun(view.id),
    onSuccess: (made) => {
      setAsking(false);
      onRun(made);
    },
  });
  if (!error) return null;
  const { what, mends, retry: mayHelp } = mendsFor(error.code);
  const look = () => {
    if (!drawn) return;
    editor.select([drawn]);
    editor.setState({ inspector: true, tab: "setup" });
    canvas.current?.reveal(drawn);
  };
  return (
    <Note tone="danger" className="mx-2 mb-2 [--card:var(--danger-soft)]">
      <h2 className="font-semibold">{title ? t("‘{title}’ failed: {what}", { title, what }) : what}</h2>
      <p>
        {error.message} <code className="font-mono text-xs text-muted">{error.code}</code>
      </p>
      {canAct && (
        <div data-actions className="mt-1 flex flex-wrap gap-2">
          <Button size="sm" look={mayHelp ? "primary" : "secondary"} busy={retry.isPending} title={t("In a new run; what worked is not done again")} onClick={() => (writes ? setAsking(true) : retry.mutate())}>
            <RotateCw size={13} aria-hidden /> {t("Retry from here")}
          </Button>
          {step && (
            <Button size="sm" onClick={() => trial.open({ is: "fork", run: view.id, seq: Math.max(1, step.began - 1), from: step.node })}>
              <GitFork size={13} aria-hidden /> {t("With other values…")}
            </Button>
          )}
          <Button size="sm" onClick={() => trial.open({ is: "save-test", run: view.id })}>
            <FlaskConical size={13} aria-hidden /> {t("Make a test of it…")}
          </Button>
          {drawn && (
            <Button size="sm" onClick={look}>
              <Settings2 size={13} aria-hidden /> {t("Set up ‘{node}’", { node: drawn })}
            </Button>
          )}
        </div>
      )}
      {asking && step && (
        <Confirm title={t("Do ‘{node}’ again?", { node: step.address })} action={t("Do it again")} busy={retry.isPending} error={retry.error} onConfirm={() => retry.mutate()} onClose={() => setAsking(false)}>
          <p>{t("It changes something outside. It goes out under the key it had, so a target that knows keys does it once, even if the first try had arrived.")}</p>
          <Key run={run} step={step} />
        </Confirm>
      )}
      {retry.isError && !asking && <ErrorNote error={retry.error} className="mt-2" />}
      {step?.input !== undefined && step.input !== null && (
        <div className="mt-1">
          <p className="text-xs text-muted">{t("It was given")}</p>
          <JsonTree value={step.input} open={false} />
        </div>
      )}
      <ul className="mt-1 list-disc pl-5">
        {mends.map((mend) => (
          <li key={mend}>{mend}</li>
        ))}
      </ul>
    </Note>
  );
}
