import type { RunView, Step } from "./view";

/** Clocks are read a moment apart. */
const TOLERANCE_MS = 2;

/** What a fork or a retry has from the run that it goes on from: its time passed there, so it is longer than what lies between its own events. */
export function isReused(step: Pick<Step, "startedAt" | "endedAt" | "durationMs">, view: Pick<RunView, "startedAt">, lineage: string | null | undefined): boolean {
  const took = step.durationMs ?? 0;
  if (!lineage || step.endedAt === null || took <= 0) return false;
  return step.endedAt === view.startedAt || took - (step.endedAt - step.startedAt) > TOLERANCE_MS;
}
