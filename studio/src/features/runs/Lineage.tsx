import { Link } from "@tanstack/react-router";
import { FlaskConical, GitCompareArrows, GitFork } from "lucide-react";
import type { Run } from "@/api/types";
import { useRun, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Button, buttonClass } from "@/ui/button";
import { Rich } from "@/ui/rich";

function origin(lineage: string | null, run: string): string {
  if (lineage === "fork") return t("forked from <run>{run}</run>", { run });
  return lineage === "retry" ? t("goes on where <run>{run}</run> failed", { run }) : t("made of <run>{run}</run>", { run });
}

/** Where a run comes from, and what can be made of it. */
export function Lineage({ run, canAct }: { run: Run; canAct: boolean }) {
  const { trial } = useTools();
  const step = useRun((state) => state.now?.steps.find((one) => one.key === state.step));
  const at = useRun((state) => state.at);
  const resting = useRun((state) => state.now !== null && state.now.status !== "running" && state.now.status !== "queued");
  const params = { flow: run.flow };
  const last = useRun((state) => state.moments.at(-1)?.seq);
  const seq = at ?? (step && step.endedAt !== null ? step.seq : null) ?? last ?? run.last_seq;
  return (
    <span className="ml-auto flex flex-wrap items-center gap-1">
      {run.parent_run && (
        <>
          <span className="text-muted">
            <Rich
              text={origin(run.lineage, run.parent_run.slice(0, 8))}
              parts={{
                run: (words) => (
                  <Link to="/flows/$flow/runs/$run" params={{ ...params, run: run.parent_run as string }} className="font-mono text-xs text-accent hover:underline">
                    {words}
                  </Link>
                ),
              }}
            />
          </span>
          <Link to="/flows/$flow/runs/compare" params={params} search={{ a: run.parent_run, b: run.id }} className={buttonClass("ghost", "sm")}>
            <GitCompareArrows size={14} aria-hidden /> <span className="@max-xl:sr-only">{t("Compare")}</span>
          </Link>
        </>
      )}
      {canAct && resting && (
        <>
          <Button size="sm" look="ghost" title={t("A new test run that goes another way from the moment that is shown")} onClick={() => trial.open({ is: "fork", run: run.id, seq, from: null })}>
            <GitFork size={14} aria-hidden /> <span className="@max-xl:sr-only">{t("Fork…")}</span>
          </Button>
          <Button size="sm" look="ghost" title={t("Save as test…")} onClick={() => trial.open({ is: "save-test", run: run.id })}>
            <FlaskConical size={14} aria-hidden /> <span className="@max-xl:sr-only">{t("Save as test…")}</span>
          </Button>
        </>
      )}
    </span>
  );
}
