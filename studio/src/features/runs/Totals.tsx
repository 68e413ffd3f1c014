import type { ReactNode } from "react";
import type { Run } from "@/api/types";
import { useEditorState } from "@/editor/context";
import { hasEnded, type RunView } from "@/editor/runs/fold-events";
import { isReused } from "@/editor/runs/reuse";
import { spent, type Work } from "@/editor/runs/spent";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { duration } from "@/lib/time";
import { RunBadge } from "@/ui/status";
import { cost, WORK_BARS, WORK_WORDS } from "./words";

const WORKS: Work[] = ["model", "tool", "flow"];

/** The run as a whole: how it stands, what its time went into, what it used up. */
export function Totals({ view, run, children }: { view: RunView; run: Run | undefined; children?: ReactNode }) {
  const kinds = useEditorState((state) => state.kinds);
  const sum = spent(view.steps.filter((step) => !isReused(step, view, run?.lineage)), kinds);
  const queued = run && view.startedAt !== null ? view.startedAt - Date.parse(run.created_at) : 0;
  const repeated = view.steps.reduce((all, step) => all + step.attempt - 1, 0);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-node">
      <RunBadge status={view.status} />
      <span className="font-mono text-xs text-muted" title={view.id}>
        {view.id.slice(0, 8)}
      </span>
      <ul aria-label={t("What the time went into")} className="flex flex-wrap gap-x-3">
        {WORKS.filter((work) => sum[work] >= 1).map((work) => (
          <Part key={work} colour={WORK_BARS[work]} word={WORK_WORDS[work]} ms={sum[work]} />
        ))}
        {sum.waited >= 1 && <Part colour="bg-wait" word={t("waiting")} ms={sum.waited} />}
        {sum.paused >= 1 && <Part colour="bg-warn" word={t("pauses")} ms={sum.paused} />}
        {queued >= 10 && <Part colour="bg-line" word={t("in the queue")} ms={queued} />}
      </ul>
      {hasEnded(view) && view.startedAt !== null && view.endedAt !== null && <span className="text-muted">{t("{time} in all", { time: duration(view.endedAt - view.startedAt) })}</span>}
      {view.tokens > 0 && <span>{t("{count, plural, one {# token} other {# tokens}}", { count: view.tokens })}</span>}
      {view.costMicros > 0 && <span>{cost(view.costMicros)}</span>}
      {repeated > 0 && <span className="text-muted">{t("{count, plural, one {# repeated attempt} other {# repeated attempts}}", { count: repeated })}</span>}
      {view.steps.length > 0 && <span className="text-muted @max-xl:hidden">{t("{count, plural, one {# step} other {# steps}}", { count: view.steps.length })}</span>}
      {children}
    </div>
  );
}

function Part({ colour, word, ms }: { colour: string; word: string; ms: number }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={cx("size-2.5 rounded-[3px]", colour)} />
      {word} {duration(ms)}
    </li>
  );
}
