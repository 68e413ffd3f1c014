// Which flows are listed and in which order; how their runs went.
import type { FlowSummary, Run } from "@/api/types";

export type Sort = "changed" | "name" | "problems" | "run";
export const SORTS: Sort[] = ["changed", "name", "problems", "run"];

export function listed(flows: FlowSummary[], text: string, sort: Sort): FlowSummary[] {
  const wanted = text.trim().toLowerCase();
  const fits = (flow: FlowSummary) => wanted === "" || `${flow.title} ${flow.name} ${flow.description}`.toLowerCase().includes(wanted);
  return flows.filter(fits).toSorted(ORDER[sort]);
}

const byName = (a: FlowSummary, b: FlowSummary) => (a.title || a.name).localeCompare(b.title || b.name);
const ORDER: Record<Sort, (a: FlowSummary, b: FlowSummary) => number> = {
  changed: (a, b) => b.updated_at.localeCompare(a.updated_at),
  name: byName,
  problems: (a, b) => b.problems.errors - a.problems.errors || b.problems.warnings - a.problems.warnings || byName(a, b),
  run: (a, b) => (b.last_run?.at ?? "").localeCompare(a.last_run?.at ?? ""),
};

/** Over how many runs of all flows together that is counted: one page of the server's list. */
export const NEWEST = 100;

export interface Success {
  ended: number;
  /** Whole percent that did not fail. */
  percent: number;
  /** What one cost, on average, in millionths; nothing where no model was asked that has a price. */
  micros: number;
}

/** By flow, over the runs given; a flow of which none has ended is not in it. */
export function successes(runs: Run[]): Map<string, Success> {
  const all = new Map<string, { ended: number; done: number; micros: number }>();
  for (const run of runs) {
    if (run.draft || (run.status !== "completed" && run.status !== "failed")) continue;
    const so = all.get(run.flow) ?? { ended: 0, done: 0, micros: 0 };
    all.set(run.flow, { ended: so.ended + 1, done: so.done + (run.status === "completed" ? 1 : 0), micros: so.micros + (run.usage?.cost_micros ?? 0) });
  }
  return new Map([...all].map(([flow, { ended, done, micros }]) => [flow, { ended, percent: Math.round((100 * done) / ended), micros: micros / ended }]));
}
