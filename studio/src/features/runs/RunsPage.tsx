import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { CornerDownRight, GitCompareArrows, GitFork, RotateCw } from "lucide-react";
import { runsQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { tokensOf } from "@/editor/runs/fold-events";
import { t } from "@/i18n";
import { number } from "@/i18n/format";
import { ago, duration, fullTime } from "@/lib/time";
import { Button, buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { FlowPage } from "@/ui/flow-page";
import { ErrorNote, Loading } from "@/ui/notice";
import { Pager } from "@/ui/pager";
import { RunBadge } from "@/ui/status";
import { Table } from "@/ui/table";
import type { Filter } from "./filter";
import { NoRun } from "./NoRun";
import { RunFilters, sinceTime } from "./RunFilters";
import { cost, madeWords, shortId } from "./words";

interface RunsProps {
  flow: string;
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

/** What ran, newest first; two of them can be laid side by side. */
export function RunsPage({ flow, filter, onFilter }: RunsProps) {
  const { since, test, ...rest } = filter;
  const runs = useQuery(runsQuery({ flow, ...rest, test: test ?? false, since: sinceTime(since) }));
  const [chosen, setChosen] = useState<string[]>([]);
  // The two that were chosen last.
  const choose = (id: string, on: boolean) => setChosen((before) => (on ? [...before, id].slice(-2) : before.filter((one) => one !== id)));
  const [a, b] = chosen;
  // A page that does not exist, or not any more, is a filter, too.
  const isFiltered = Object.values({ ...rest, since }).some((value) => value !== undefined);
  return (
    <FlowPage
      flow={flow}
      name={t("Runs")}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <RunFilters flow={flow} filter={filter} onFilter={onFilter} />
        {a && b ? (
          <Link to="/flows/$flow/runs/compare" params={{ flow }} search={{ a, b }} className={buttonClass("primary")}>
            <GitCompareArrows size={15} aria-hidden /> {t("Compare the two")}
          </Link>
        ) : (
          (runs.data?.data.length ?? 0) > 1 && <p className="flex min-h-9 items-center text-muted">{t("Choose two runs to compare them.")}</p>
        )}
      </div>
      {runs.isPending && <Loading what={t("the runs")} />}
      {runs.isError && <ErrorNote error={runs.error} retry={() => void runs.refetch()} />}
      {runs.data?.data.length === 0 && isFiltered && <Empty title={t("No run is like that")} action={<Button onClick={() => onFilter({ test })}>{t("Show all")}</Button>}>{t("Widen the filters: another time, another status.")}</Empty>}
      {runs.data?.data.length === 0 && !isFiltered && <NoRun flow={flow} isTest={test ?? false} onTests={() => onFilter({ test: true })} />}
      {runs.data && runs.data.data.length > 0 && (
        <>
          <Table label={t("Runs")} head={[t("Compare"), t("Run"), t("Status"), t("Version"), t("Began"), t("Took"), t("Used up"), t("Result")]}>
            {runs.data.data.map((run) => (
              <Row key={run.id} flow={flow} run={run} chosen={chosen.includes(run.id)} onChoose={(on) => choose(run.id, on)} />
            ))}
          </Table>
          <Pager page={filter.page ?? 1} pages={runs.data.meta.total_pages} onPage={(page) => onFilter({ ...filter, page: page > 1 ? page : undefined })} />
        </>
      )}
    </FlowPage>
  );
}

/** Forks and retries have signs of their own; all others begin with a run's values. */
const MADE_ICONS: Record<string, typeof GitFork> = { fork: GitFork, retry: RotateCw };

function Row({ flow, run, chosen, onChoose }: { flow: string; run: Run; chosen: boolean; onChoose: (on: boolean) => void }) {
  const tokens = tokensOf(run.usage);
  const MadeIcon = MADE_ICONS[run.lineage ?? ""] ?? CornerDownRight;
  const result = run.error ? `${run.error.node ? `${run.error.node}: ` : ""}${run.error.message}` : run.waiting?.question ? t("waits: {question}", { question: run.waiting.question }) : "";
  return (
    <tr>
      <td>
        <label className="inline-flex size-6 items-center justify-center max-md:w-auto max-md:gap-2">
          <input type="checkbox" aria-label={t("Compare run {run}", { run: shortId(run.id) })} checked={chosen} onChange={(event) => onChoose(event.target.checked)} />
          <span className="text-xs text-muted md:hidden">{t("Compare")}</span>
        </label>
      </td>
      <td>
        <Link to="/flows/$flow/runs/$run" params={{ flow, run: run.id }} className="font-mono text-xs whitespace-nowrap text-accent hover:underline">
          {shortId(run.id)}
        </Link>
        {(run.parent_run || run.alone) && (
          <span className="ml-1 inline-flex items-center gap-1 text-xs whitespace-nowrap text-muted">
            <MadeIcon size={12} aria-hidden />
            {madeWords(run)}
          </span>
        )}
      </td>
      <td>
        <RunBadge status={run.status} />
      </td>
      <td>{run.version === null ? t("draft") : `v${run.version}`}</td>
      <td className="whitespace-nowrap text-muted" title={fullTime(run.created_at)}>
        {ago(run.created_at)}
      </td>
      <td className="whitespace-nowrap tabular-nums">{run.ended_at ? duration(Date.parse(run.ended_at) - Date.parse(run.created_at)) : ""}</td>
      <td className="whitespace-nowrap text-muted tabular-nums">
        {[tokens > 0 && t("{n} tok", { n: number(tokens) }), run.usage?.cost_micros && cost(run.usage.cost_micros)].filter(Boolean).join(" ")}
      </td>
      <td className="max-w-md">
        {result && <span className="line-clamp-2 break-words">{result}</span>}
      </td>
    </tr>
  );
}
