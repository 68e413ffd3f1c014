// How two versions fared that run side by side.
import type { Run } from "@/api/types";

export interface Fared {
  version: number;
  /** Runs that have ended. */
  ended: number;
  /** In whole percent; `null` when none has ended. */
  success: number | null;
  /** On average, of the runs that used a model. */
  tokens: number | null;
}

/** Of runs since a moment, the newest first as the server lists them. A run somebody stopped is no failure, and no success. */
export function fared(runs: Run[], version: number, since: string | null): Fared {
  const own = runs.filter((run) => run.version === version && !run.draft && (since === null || run.created_at >= since));
  const ended = own.filter((run) => run.status === "completed" || run.status === "failed");
  const used = own.map((run) => (run.usage?.input_tokens ?? 0) + (run.usage?.output_tokens ?? 0)).filter((tokens) => tokens > 0);
  return {
    version,
    ended: ended.length,
    success: ended.length === 0 ? null : Math.round((100 * ended.filter((run) => run.status === "completed").length) / ended.length),
    tokens: used.length === 0 ? null : Math.round(used.reduce((sum, tokens) => sum + tokens, 0) / used.length),
  };
}

/** 10 % is “about 1 in 10”; what has no such words stays a percentage. */
export const oneIn = (share: number): number => Math.max(1, Math.round(100 / share));
