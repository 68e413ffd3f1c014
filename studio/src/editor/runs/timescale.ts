// Where on a line a time is. Hours of waiting for a person would squeeze everything else to nothing, so waits are drawn short.
import type { Step } from "./view";

export interface Span {
  from: number;
  to: number;
}

/** Of the time at work, so much is the most that one wait takes of the line. */
const WAIT_SHARE = 0.12;

/** Waits of the run as a whole: those of its steps, put together where they overlap, without times at which another step worked. */
export function waitsOf(steps: readonly Step[], now: number): Span[] {
  const waits: Span[] = [];
  for (const step of steps) {
    if (step.waitedMs > 0 && step.endedAt !== null) waits.push({ from: Math.max(step.startedAt, step.endedAt - step.waitedMs), to: step.endedAt });
    else if (step.waitingSince !== null) waits.push({ from: step.waitingSince, to: now });
  }
  waits.sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const wait of waits) {
    const last = joined.at(-1);
    if (last && wait.from <= last.to) last.to = Math.max(last.to, wait.to);
    else joined.push({ ...wait });
  }
  return joined;
}

/** From a time to its share of the line, 0 to 1. */
export function timescale(begin: number, end: number, waits: readonly Span[]): (time: number) => number {
  const all = Math.max(1, end - begin);
  const waited = waits.reduce((sum, wait) => sum + Math.max(0, Math.min(wait.to, end) - Math.max(wait.from, begin)), 0);
  const most = Math.max(1, (all - waited) * WAIT_SHARE);
  // How much shorter the line is before a time than the time was.
  const cuts = waits.map((wait) => ({ ...wait, keep: Math.min(1, most / Math.max(1, wait.to - wait.from)) }));
  const drawn = (time: number) => {
    const at = Math.min(Math.max(time, begin), end);
    return cuts.reduce((sum, cut) => sum - Math.max(0, Math.min(cut.to, at) - Math.max(cut.from, begin)) * (1 - cut.keep), at - begin);
  };
  const length = Math.max(1, drawn(end));
  return (time) => drawn(time) / length;
}
