import { useEffect, useState } from "react";
import { Check, Clock, LoaderCircle, type LucideIcon, Pin, RotateCw, SkipForward, X } from "lucide-react";
import { useRun } from "@/editor/context";
import { type Step, type StepStatus, workedMs } from "@/editor/runs/fold-events";
import { statusWord } from "@/editor/runs/step-words";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { duration } from "@/lib/time";

const LOOK: Record<StepStatus, { icon: LucideIcon; colour: string }> = {
  running: { icon: LoaderCircle, colour: "text-info" },
  retrying: { icon: RotateCw, colour: "text-warn" },
  waiting: { icon: Clock, colour: "text-wait" },
  done: { icon: Check, colour: "text-ok" },
  failed: { icon: X, colour: "text-danger" },
  skipped: { icon: SkipForward, colour: "text-muted" },
};
const PINNED = { icon: Pin, colour: "text-warn" };

/** How a step stands, as its node says it. */
export function standing(step: Step): string {
  if (step.pinned) return t("pinned, not called");
  return step.status === "done" && step.durationMs !== null ? t("done in {time}", { time: duration(workedMs(step)) }) : statusWord(step);
}

/** On the upper edge, so that titles keep the whole width and ports their labels. */
export function StatusMark({ step }: { step: Step }) {
  const look = step.pinned ? PINNED : LOOK[step.status];
  // Of a moment that somebody went back to no time passes.
  const isLive = useRun((state) => state.at === null);
  return (
    <span className={cx("absolute -top-2.5 right-3 inline-flex items-center gap-1 rounded-full border border-line bg-surface px-1.5 text-xs leading-[18px] tabular-nums", look.colour)}>
      <look.icon size={13} aria-hidden className={step.status === "running" ? "animate-spin" : ""} />
      <span>{step.status === "done" && !step.pinned && step.durationMs !== null ? duration(workedMs(step)) : statusWord(step)}</span>
      {step.status === "running" && isLive && <Elapsed since={step.startedAt} />}
      {step.attempt > 1 && <span>×{step.attempt}</span>}
    </span>
  );
}

/** Ticks by itself, so that a second draws these digits and nothing else. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - since) / 1_000);
  return seconds >= 1 && <span>{seconds < 60 ? `${seconds} s` : duration(seconds * 1_000)}</span>;
}
