import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { runQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { type Branch, rowsOf, treeOf } from "@/editor/runs/tree";
import { hasEnded, type RunView, type Step, stepOf } from "@/editor/runs/fold-events";
import { isReused } from "@/editor/runs/reuse";
import { workOf } from "@/editor/runs/spent";
import { timescale, waitsOf } from "@/editor/runs/timescale";
import { findNode } from "@/flow/document";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { JsonTree } from "@/ui/json";
import { FailureCard } from "./FailureCard";
import { Lineage } from "./Lineage";
import { PausedCard } from "./PausedCard";
import { progressOf } from "./progress";
import { StopRun } from "./StopRun";
import { Scrubber } from "./Scrubber";
import { StatePanel } from "./StatePanel";
import { ROW_HEIGHT, TimelineRow } from "./TimelineRow";
import { Totals } from "./Totals";
import { useWindow } from "@/ui/use-window";

/** With more steps inside, a step is closed until somebody opens it. */
const OPEN_AT_MOST = 40;
const TICK_MS = 500;

/** Cards scroll in here, and what they offer to do stays in sight meanwhile. */
const CARDS =
  "max-h-3/5 min-h-0 overflow-y-auto border-b border-line px-1 empty:hidden [&_[data-actions]]:sticky [&_[data-actions]]:inset-y-0 [&_[data-actions]]:z-[1] [&_[data-actions]]:bg-(--card,var(--surface)) [&_[data-actions]]:py-1";

interface TimelineProps {
  /** May start and change runs. */
  canAct?: boolean;
  /** A run was made of this one. */
  onRun: (run: Run) => void;
  /** What it says and asks, where nothing else shows it. */
  asks?: ReactNode;
}

/** The run that is watched: its totals, what needs a decision, one row for each firing of a node, and the way back in time. */
export function Timeline({ canAct = true, onRun, asks }: TimelineProps) {
  const now = useRun((state) => state.now);
  const lost = useRun((state) => state.lost);
  const gone = useRun((state) => state.gone);
  const at = useRun((state) => state.at);
  const [state, setState] = useState(false);
  const run = useQuery({ ...runQuery(now?.id ?? ""), enabled: now !== null });
  if (!now && gone) return <p className="p-4 text-muted">{t("There is no such run, or it is no longer kept.")}</p>;
  if (!now) return <p className="p-4 text-muted">{t("Run the flow to see each step here: what ran, how long it took, what went in and out.")}</p>;
  return (
    <div className="@container flex h-full min-h-0 flex-col">
      <Totals view={now} run={run.data}>
        {lost && <span className="text-warn">{t("connection lost, trying again")}</span>}
        <Lineage run={run.data} id={now.id} canAct={canAct} />
        {canAct && !hasEnded(now) && <StopRun key={now.id} id={now.id} />}
      </Totals>
      {/* Beside the state, too, which a narrow panel has in place of the steps. */}
      <div data-cards className={CARDS}>
        {at === null && now.status === "failed" && <FailureCard view={now} run={run.data} canAct={canAct} onRun={onRun} />}
        {at === null && canAct && now.waitingFor?.breakpoint && <PausedCard key={stepOf(now, now.waitingFor.node)?.seq} view={now} />}
        {asks}
      </div>
      <div className="flex min-h-0 flex-1 basis-0">
        <div className={cx("flex min-h-0 min-w-0 flex-1 flex-col", state && "@max-2xl:hidden")}>
          <Steps view={now} lineage={run.data?.lineage ?? null} />
        </div>
        {state && (
          <div className="min-w-0 @max-2xl:flex-1 @2xl:w-72 @2xl:shrink-0 @2xl:border-l @2xl:border-line">
            <StatePanel />
          </div>
        )}
      </div>
      <Scrubber stateOpen={state} onState={() => setState(!state)} />
    </div>
  );
}

function Steps({ view, lineage }: { view: RunView; lineage: string | null }) {
  const { editor, runs, canvas } = useTools();
  const kinds = useEditorState((state) => state.kinds);
  const chosen = useRun((state) => state.step);
  const at = useRun((state) => state.at);
  const list = useRef<HTMLDivElement>(null);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const ticking = !hasEnded(view) && view.status !== "waiting";
  const now = useNow(ticking);
  const flow = useEditorState((state) => state.doc.flow);
  // Branches not taken are faint on the canvas; here they would only push what ran out of sight.
  const ran = useMemo(() => view.steps.filter((step) => step.status !== "skipped"), [view.steps]);
  const tree = useMemo(() => treeOf(ran), [ran]);
  const rows = useMemo(() => rowsOf(tree, (branch: Branch<Step>) => toggled.get(branch.step.key) ?? branch.inside.length <= OPEN_AT_MOST), [tree, toggled]);
  const begin = view.startedAt ?? 0;
  const last = useMemo(() => view.steps.reduce((latest, step) => Math.max(latest, step.endedAt ?? step.startedAt), begin), [view.steps, begin]);
  const end = view.endedAt ?? Math.max(begin + 1, last, view.status === "running" ? now : 0);
  const scale = useMemo(() => timescale(begin, end, waitsOf(view.steps, end)), [begin, end, view.steps]);
  const { first, last: until, above, below } = useWindow(list, rows.length, ROW_HEIGHT);
  const toggle = useCallback((step: Step, open: boolean) => setToggled((before) => new Map(before).set(step.key, open)), []);
  const choose = useCallback(
    (step: Step) => {
      // What came later than the moment that is looked at has no data there yet: time goes on to it.
      const { at: moment } = runs.getState();
      if (moment !== null && step.began > moment) runs.goTo(step.seq);
      editor.select([step.node]);
      editor.setState({ inspector: true, tab: "data" });
      runs.setState({ step: step.key });
      canvas.current?.reveal(step.node);
    },
    [editor, runs, canvas],
  );
  const [hasTokens, hasCost] = [view.tokens > 0, view.costMicros > 0];
  const columns = useMemo(() => ({ tokens: hasTokens, cost: hasCost }), [hasTokens, hasCost]);
  const skipped = view.steps.length - ran.length;
  const stop = rows.some((row) => row.step.key === chosen) ? chosen : rows[0]?.step.key;
  return (
    <div ref={list} className="min-h-0 flex-1 overflow-y-auto px-1 pb-2">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows go from row to row, each of which is a button */}
      <ol aria-label={t("Steps of the run")} onKeyDown={(event) => walk(event)} className="[--name:7rem] @lg:[--name:10rem]" style={{ paddingTop: above, paddingBottom: below }}>
        {rows.slice(first, until).map((row, index) => (
          <TimelineRow
            key={row.step.key}
            row={row}
            work={workOf(row.step, kinds)}
            scale={scale}
            now={row.step.endedAt === null ? end : 0}
            ticking={ticking && row.step.endedAt === null}
            progress={progressOf(row, findNode(flow, row.step.node), view)}
            chosen={chosen === row.step.key}
            later={at !== null && row.step.began > at}
            reused={isReused(row.step, view, lineage)}
            columns={columns}
            tabStop={row.step.key === stop}
            position={first + index + 1}
            total={rows.length}
            onChoose={choose}
            onToggle={toggle}
          />
        ))}
      </ol>
      {skipped > 0 && <p className="px-2 pt-1 text-xs text-muted">{t("{count, plural, one {# step} other {# steps}} not needed on this way", { count: skipped })}</p>}
      {view.status === "completed" && view.output !== undefined && view.output !== null && (
        <div className="px-2 pt-2">
          <h2 className="text-xs font-semibold text-muted">{t("Output of the run")}</h2>
          <JsonTree value={view.output} />
        </div>
      )}
    </div>
  );
}

/** Up and down from row to row; left and right close and open what has an inside. */
function walk(event: KeyboardEvent<HTMLOListElement>): void {
  const row = (event.target as Element).closest("li");
  if (!row) return;
  const toggle = row.querySelector<HTMLButtonElement>("[aria-expanded]");
  const next = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
  if (next) next.querySelector<HTMLElement>("[data-step]")?.focus();
  else if (event.key === "ArrowRight" && toggle?.ariaExpanded === "false") toggle.click();
  else if (event.key === "ArrowLeft" && toggle?.ariaExpanded === "true") toggle.click();
  else return;
  event.preventDefault();
}

/** The time, while something is under way. */
function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
