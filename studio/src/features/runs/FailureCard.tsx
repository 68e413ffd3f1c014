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
import { JsonTree } from "@/ui/json";
import { ErrorNote, Note } from "@/ui/notice";
import { mendsFor } from "./mends";

/** What failed in words, the value that caused it, what probably helps, and the ways on. */
export function FailureCard({ view, canAct, onRun }: { view: RunView; canAct: boolean; onRun: (run: Run) => void }) {
  const { editor, canvas, trial } = useTools();
  const error = view.error;
  const step = error?.node ? view.steps.findLast((one) => one.address === error.node) : undefined;
  const drawn = step?.node ?? error?.node ?? null;
  const title = useEditorState((state) => {
    const node = drawn ? findNode(state.doc.flow, drawn) : undefined;
    return node ? titleOf(node, state.kinds.get(node.kind)) : drawn;
  });
  const retry = useMutation({ mutationFn: () => retryRun(view.id), onSuccess: onRun });
  if (!error) return null;
  const { what, mends, retry: mayHelp } = mendsFor(error.code);
  const look = () => {
    if (!drawn) return;
    editor.select([drawn]);
    editor.setState({ inspector: true, tab: "setup" });
    canvas.current?.reveal(drawn);
  };
  return (
    <Note tone="danger" className="mx-2 mb-2">
      <h3 className="font-semibold">{title ? t("‘{title}’ failed: {what}", { title, what }) : what}</h3>
      <p>
        {error.message} <code className="font-mono text-xs text-muted">{error.code}</code>
      </p>
      {canAct && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" look={mayHelp ? "primary" : "secondary"} busy={retry.isPending} title={t("In a new run; what worked is not done again")} onClick={() => retry.mutate()}>
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
      {retry.isError && <ErrorNote error={retry.error} className="mt-2" />}
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
