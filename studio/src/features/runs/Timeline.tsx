import { useRun, useTools } from "@/editor/context";
import { type Step, workedMs } from "@/editor/runs/fold-events";
import { placeOf, rowsOf } from "@/editor/runs/address";
import { count } from "@/flow/describe";
import { cx } from "@/lib/cx";
import { clock, duration } from "@/lib/time";
import { JsonTree } from "@/ui/json";
import { Note } from "@/ui/notice";
import { RunBadge } from "@/ui/status";

const BARS: Record<Step["status"], string> = {
  running: "bg-info",
  retrying: "bg-warn",
  waiting: "bg-wait",
  done: "bg-ok",
  failed: "bg-danger",
  skipped: "bg-line-strong",
};
const WORDS: Record<Step["status"], string> = { running: "running", retrying: "trying again", waiting: "waiting", done: "done", failed: "failed", skipped: "skipped" };

/** One row for each firing of a node. A row selects the node and shows its data. */
export function Timeline() {
  const { editor, runs, canvas } = useTools();
  const view = useRun((state) => state.view);
  const chosen = useRun((state) => state.step);
  const lost = useRun((state) => state.lost);
  if (!view) return <p className="p-4 text-muted">Send a message to see each step here: what ran, how long it took, what went in and out.</p>;
  // Branches not taken are faint on the canvas; here they would only push what ran out of sight.
  const ran = view.steps.filter((step) => step.status !== "skipped");
  const skipped = view.steps.length - ran.length;
  const begin = view.startedAt ?? 0;
  const end = view.endedAt ?? Math.max(begin + 1, ...view.steps.map((step) => step.endedAt ?? step.startedAt));
  // Time spent waiting for a person would squeeze everything else to nothing, so each bar is scaled by work.
  const longest = Math.max(1, ...view.steps.map(workedMs));
  const total = view.steps.reduce((sum, step) => sum + workedMs(step), 0);
  const choose = (step: Step) => {
    editor.select([step.node]);
    editor.setState({ inspector: true, tab: "data" });
    runs.setState({ step: step.key });
    canvas.current?.reveal(step.node);
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5 text-node">
        <RunBadge status={view.status} />
        <span className="font-mono text-xs text-muted">{view.id.slice(0, 8)}</span>
        <span>{duration(total)} of work</span>
        {view.endedAt && <span className="text-muted">{duration(end - begin)} in all</span>}
        {view.tokens > 0 && <span>{view.tokens.toLocaleString("en")} tokens</span>}
        {lost && <span className="text-warn">connection lost, trying again</span>}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-1 pb-2">
        {view.error && (
          <Note tone="danger" className="mx-2 mb-2">
            {view.error.message} <span className="text-xs text-muted">{view.error.code}</span>
          </Note>
        )}
        <ol aria-label="Steps of the run" className="grid grid-cols-[minmax(72px,auto)_1fr_auto]">
          {rowsOf(ran).map(({ step, depth, index, omitted }) => (
            <li key={step.key} className="col-span-3 grid grid-cols-subgrid">
              <button
                type="button"
                data-step={step.key}
                aria-pressed={chosen === step.key}
                onClick={() => choose(step)}
                className={cx("col-span-3 grid grid-cols-subgrid items-center gap-3 rounded-control px-2 py-1 text-left hover:bg-sunken focus-visible:-outline-offset-2", chosen === step.key && "bg-accent-soft")}
              >
                <span className="max-w-40 truncate font-mono text-xs" style={{ paddingLeft: Math.min(depth, 6) * 14 }} title={step.address}>
                  {index !== null && <span className="text-muted">[{index}] </span>}
                  {placeOf(step.address).leaf}
                  {step.iteration > 0 && <span className="text-muted"> #{step.iteration + 1}</span>}
                </span>
                <span aria-hidden className="h-3 overflow-hidden rounded-[3px] bg-sunken">
                  <span className={cx("block h-full min-w-1 rounded-[3px]", BARS[step.status], step.endedAt === null && "animate-pulse")} style={{ width: `${Math.max(1, (workedMs(step) / longest) * 100)}%` }} />
                </span>
                <span className="text-right text-xs whitespace-nowrap text-muted">
                  {step.attempt > 1 && `×${step.attempt} `}
                  {step.usage?.output_tokens ? `${(step.usage.input_tokens ?? 0) + step.usage.output_tokens} tok ` : ""}
                  {step.waitedMs >= 1_000 && `waited ${duration(step.waitedMs)} · `}
                  {step.status === "done" && step.durationMs !== null ? duration(workedMs(step)) : WORDS[step.status]}
                  <span className="sr-only"> at {clock(step.startedAt)}</span>
                </span>
              </button>
              {omitted > 0 && <p className="col-span-3 px-2 pl-6 text-xs text-muted">{count(omitted, "finished step")} inside not listed</p>}
            </li>
          ))}
        </ol>
        {skipped > 0 && <p className="px-2 pt-1 text-xs text-muted">{count(skipped, "step")} not needed on this way</p>}
        {view.status === "completed" && view.output !== undefined && view.output !== null && (
          <div className="px-2 pt-2">
            <h3 className="text-xs font-semibold text-muted">Output of the run</h3>
            <JsonTree value={view.output} />
          </div>
        )}
      </div>
    </div>
  );
}
