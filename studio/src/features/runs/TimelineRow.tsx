import { memo, type ReactNode } from "react";
import { ChevronRight, LoaderCircle } from "lucide-react";
import { type Step, tokensOf, workedMs } from "@/editor/runs/fold-events";
import type { Work } from "@/editor/runs/spent";
import { stepName } from "@/editor/runs/step-name";
import type { Row } from "@/editor/runs/tree";
import { t } from "@/i18n";
import { number } from "@/i18n/format";
import { cx } from "@/lib/cx";
import { clock, duration } from "@/lib/time";
import type { Progress } from "./progress";
import { waitingFor } from "./waiting-words";
import { cost, statusWord, WORK_BARS, WORK_WORDS } from "./words";

export const ROW_HEIGHT = 28;
const DEEPEST = 5;
const INDENT = 14;

/** What the run has anything of. */
export interface Columns {
  tokens: boolean;
  cost: boolean;
}

interface RowProps {
  row: Row<Step>;
  work: Work;
  /** From a time to its share of the line. */
  scale: (time: number) => number;
  now: number;
  /** The clock goes on: the time that has passed can be told. */
  ticking: boolean;
  /** How far a map or a loop is. */
  progress: Progress | null;
  chosen: boolean;
  /** It came after the moment that is looked at. */
  later: boolean;
  /** Taken over from the run that this one goes on from. */
  reused: boolean;
  tabStop: boolean;
  columns: Columns;
  position: number;
  total: number;
  onChoose: (step: Step) => void;
  onToggle: (step: Step, open: boolean) => void;
}

/** One firing of a node: its name, when it worked and waited, what it used up. */
export const TimelineRow = memo(function TimelineRow({ row, work, scale, now, ticking, progress, chosen, later, reused, tabStop, columns, position, total, onChoose, onToggle }: RowProps) {
  const { step, depth, index, inside, open } = row;
  // What is further in has less room for its name, so that all bars stand on one line of time.
  const indent = Math.min(depth, DEEPEST) * INDENT;
  return (
    <li aria-setsize={total} aria-posinset={position} className={cx("flex items-center", later && "text-muted grayscale")} style={{ height: ROW_HEIGHT, paddingLeft: indent }}>
      {inside > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={open}
          aria-label={open ? t("Close ‘{step}’", { step: step.address }) : t("Open ‘{step}’: {count, plural, one {# step} other {# steps}} inside", { step: step.address, count: inside })}
          onClick={() => onToggle(step, !open)}
          className="flex size-6 shrink-0 items-center justify-center rounded-control hover:bg-sunken"
        >
          <ChevronRight size={14} aria-hidden className={open ? "rotate-90" : ""} />
        </button>
      ) : (
        <span className="w-6 shrink-0" />
      )}
      <button
        type="button"
        data-step={step.key}
        tabIndex={tabStop ? 0 : -1}
        aria-pressed={chosen}
        onClick={() => onChoose(step)}
        className={cx("flex h-full min-w-0 flex-1 items-center gap-2 rounded-control pr-2 pl-1 text-left hover:bg-sunken focus-visible:-outline-offset-2", chosen && "bg-accent-soft")}
      >
        <span className="shrink-0 truncate font-mono text-xs" style={{ width: `calc(var(--name) - ${indent}px)` }} title={step.title ? `${step.title} · ${step.address}` : step.address}>
          {index !== null && step.turn === null && <span className="text-muted">{index + 1} · </span>}
          {stepName(step)}
          {step.iteration > 0 && <span className="text-muted"> #{step.iteration + 1}</span>}
          {inside > 0 && !open && <span className="text-muted"> +{number(inside)}</span>}
        </span>
        <Bar step={step} work={work} scale={scale} now={now} />
        {columns.tokens && <span className="hidden w-16 shrink-0 text-right text-xs whitespace-nowrap text-muted tabular-nums @md:inline">{tokensOf(step.usage) > 0 && t("{n} tok", { n: number(tokensOf(step.usage)) })}</span>}
        {columns.cost && <span className="hidden w-16 shrink-0 text-right text-xs whitespace-nowrap text-muted tabular-nums @2xl:inline">{step.usage?.cost_micros ? cost(step.usage.cost_micros) : ""}</span>}
        <Standing step={step} reused={reused} elapsed={ticking ? Math.max(0, now - step.startedAt) : null} progress={progress}>
          <span className="sr-only">
            {" "}
            {t("at {time}", { time: clock(step.startedAt) })}, {WORK_WORDS[work]}
            {step.waitedMs >= 1_000 && `, ${t("waited {time}", { time: duration(step.waitedMs) })}`}
          </span>
        </Standing>
      </button>
    </li>
  );
});

interface StandingProps extends Pick<RowProps, "progress" | "reused"> {
  step: Step;
  elapsed: number | null;
  children: ReactNode;
}

/** How it ended, or how far it is; only what it waits for may need more room than a time. */
function Standing({ step, reused, elapsed, progress, children }: StandingProps) {
  const isWaiting = step.status === "waiting";
  const words = isWaiting ? waitingFor(step) : undefined;
  return (
    <span title={words} className={cx("truncate text-right text-xs whitespace-nowrap tabular-nums", isWaiting ? "max-w-3/5 min-w-24 text-wait" : "w-24 shrink-0", step.status === "failed" ? "text-danger" : !isWaiting && "text-muted")}>
      {step.attempt > 1 && <span title={t("{count, plural, one {# attempt} other {# attempts}}", { count: step.attempt })}>×{step.attempt} </span>}
      {progress ? (
        <>
          <span className="sr-only">{statusWord(step)} </span>
          {progress.count === null ? t("{count} done", { count: progress.done }) : t("{done} of {count}", { done: progress.done, count: progress.count })}
        </>
      ) : step.status === "running" && elapsed !== null ? (
        <>
          <LoaderCircle size={11} aria-hidden className="mr-1 inline animate-spin" />
          <span className="sr-only">{statusWord(step)} </span>
          {duration(elapsed)}
        </>
      ) : (
        (words ?? ended(step, reused))
      )}
      {children}
    </span>
  );
}

function ended(step: Step, reused: boolean): string {
  // Where a pin answered, that is more to know than in which run.
  if (step.pinned) return statusWord(step);
  if (reused) return t("taken over");
  return step.status === "done" && step.durationMs !== null ? duration(workedMs(step)) : statusWord(step);
}

function Bar({ step, work, scale, now }: Pick<RowProps, "work" | "scale" | "now"> & { step: Step }) {
  const end = step.endedAt ?? now;
  const from = scale(step.startedAt);
  const share = (time: number) => `${(scale(time) * 100).toFixed(2)}%`;
  const width = (a: number, b: number) => `${Math.max(0, (scale(b) - scale(a)) * 100).toFixed(2)}%`;
  const waitFrom = step.waitingSince ?? (step.waitedMs > 0 && step.endedAt !== null ? Math.max(step.startedAt, step.endedAt - step.waitedMs) : null);
  const title = [
    WORK_WORDS[work],
    step.firstTokenAt !== null && t("first words after {time}", { time: duration(step.firstTokenAt - step.startedAt) }),
    step.waitedMs >= 1 && t("waited {time}", { time: duration(step.waitedMs) }),
    step.pausedMs > 0 && t("{time} of pauses between attempts", { time: duration(step.pausedMs) }),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <span aria-hidden title={title} className="relative h-3 min-w-8 flex-1 rounded-[3px] bg-sunken">
      <span
        className={cx("absolute inset-y-0 min-w-1 rounded-[3px]", step.status === "failed" ? "bg-danger" : step.status === "retrying" ? "bg-warn" : WORK_BARS[work], step.endedAt === null && step.status === "running" && "animate-pulse")}
        style={{ left: `min(${(from * 100).toFixed(2)}%, calc(100% - 4px))`, width: width(step.startedAt, end) }}
      />
      {waitFrom !== null && <span className="absolute inset-y-0 min-w-1 rounded-[3px] bg-wait" style={{ left: share(waitFrom), width: width(waitFrom, end) }} />}
      {step.firstTokenAt !== null && <span data-first-token className="absolute -inset-y-0.5 w-0.5 bg-text" style={{ left: share(step.firstTokenAt) }} />}
    </span>
  );
}
