import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { FlaskConical, GitCompareArrows, GitFork } from "lucide-react";
import { runsQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Button, buttonClass } from "@/ui/button";
import { Popover } from "@/ui/popover";
import { Rich } from "@/ui/rich";
import { RunBadge } from "@/ui/status";
import { type Made, madeWords, shortId } from "./words";

/** What it is to the run that it comes from, with a link to that run and to the place in it. */
function originWords({ lineage, origin, alone }: Made, run: string): string {
  if (lineage === "fork") return t("forked from <run>{run}</run>", { run });
  if (lineage === "retry") return t("goes on where <run>{run}</run> failed", { run });
  const node = origin?.node;
  if (alone) return node ? t("only ‘{node}’, with the values of <run>{run}</run>", { node, run }) : t("one node, with the values of <run>{run}</run>", { run });
  return node ? t("from ‘{node}’ on, with the draft, made of <run>{run}</run>", { node, run }) : t("made of <run>{run}</run>", { run });
}

/** Where a run comes from, what was made of it, and what can be. */
export function Lineage({ run, id, canAct }: { run: Run | undefined; id: string; canAct: boolean }) {
  const { trial } = useTools();
  const flow = useEditorState((state) => state.name);
  const step = useRun((state) => state.now?.steps.find((one) => one.key === state.step));
  const at = useRun((state) => state.at);
  const last = useRun((state) => state.moments.at(-1)?.seq);
  const resting = useRun((state) => state.now !== null && state.now.status !== "running" && state.now.status !== "queued");
  const params = { flow };
  const seq = at ?? (step && step.endedAt !== null ? step.seq : null) ?? last;
  return (
    <span className="ml-auto flex flex-wrap items-center gap-1">
      {run?.parent_run && (
        <>
          <span className="text-muted">
            <Rich
              text={originWords(run, run.parent_run.slice(0, 8))}
              parts={{
                run: (words) => (
                  <Link to="/flows/$flow/runs/$run" params={{ ...params, run: run.parent_run as string }} search={{ at: run.origin?.at_seq ?? undefined }} className="font-mono text-xs text-accent hover:underline">
                    {words}
                  </Link>
                ),
              }}
            />
          </span>
          <Link to="/flows/$flow/runs/compare" params={params} search={{ a: run.parent_run, b: run.id }} title={t("Compare with the run that it comes from")} className={buttonClass("ghost", "sm")}>
            <GitCompareArrows size={14} aria-hidden /> <span className="@max-xl:sr-only">{t("Compare")}</span>
          </Link>
        </>
      )}
      {resting && <Children flow={flow} id={id} />}
      {canAct && resting && seq !== undefined && (
        <>
          <Button size="sm" look="ghost" title={t("A new test run that goes another way from the moment that is shown")} onClick={() => trial.open({ is: "fork", run: id, seq, from: null })}>
            <GitFork size={14} aria-hidden /> <span className="@max-xl:sr-only">{t("Fork…")}</span>
          </Button>
          <Button size="sm" look="ghost" title={t("Save as test…")} onClick={() => trial.open({ is: "save-test", run: id })}>
            <FlaskConical size={14} aria-hidden /> <span className="@max-xl:sr-only">{t("Save as test…")}</span>
          </Button>
        </>
      )}
    </span>
  );
}

/** What was made of a run: forks, retries, and what begins with its values; nothing while there is nothing. */
function Children({ flow, id }: { flow: string; id: string }) {
  // Asked anew where it comes into sight: something may have been made of the run a moment ago.
  const made = useQuery({ ...runsQuery({ flow, parent: id }), staleTime: 0, refetchInterval: false, retry: false });
  const runs = made.data?.data ?? [];
  if (runs.length === 0) return null;
  return (
    <Popover
      label={t("Runs made of this one")}
      align="end"
      trigger={
        <Button size="sm" look="ghost">
          {t("{count, plural, one {# made of it} other {# made of it}}", { count: runs.length })}
        </Button>
      }
    >
      <ul className="flex flex-col gap-1">
        {runs.map((one) => (
          <li key={one.id} className="flex min-h-6 items-center gap-2">
            <RunBadge status={one.status} />
            <Link to="/flows/$flow/runs/$run" params={{ flow, run: one.id }} className="font-mono text-xs text-accent hover:underline">
              {shortId(one.id)}
            </Link>
            <span className="text-xs text-muted">{madeWords(one)}</span>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
