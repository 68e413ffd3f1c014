// The newest run of a flow with all that it did, for whoever wants the values of one and chose none.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "./http";
import type { Page, Run, RunEvent } from "./types";

/** All that a run did, without what passed while it did. */
export interface RunLog {
  id: string;
  events: RunEvent[];
}

/** So many of a flow's newest runs are looked through. */
const RUNS = 20;
const EVENTS = 1_000;
/** Of a run with more, the values are those it had by then. */
const PAGES = 20;

export const lastRunQuery = (flow: string) =>
  queryOptions({
    queryKey: ["runs", "last", flow],
    queryFn: async ({ signal }) => lastOf((await get<Page<Run>>("/runs", { flow, limit: RUNS }, signal)).data),
    refetchOnWindowFocus: false,
  });

/** Of runs that come newest first: one that ended has more to show than one that has just begun. */
export function lastOf(runs: Run[]): Run | null {
  // A node that somebody tried alone is a run, too, with no other node in it.
  const whole = runs.filter((run) => !run.alone);
  return whole.find((run) => run.ended_at) ?? whole[0] ?? null;
}

/** A log up to an event never changes. Until another one is there, the one before is. */
export const logQuery = ({ id, last_seq }: Pick<Run, "id" | "last_seq">) =>
  queryOptions({ queryKey: ["run", id, "log", last_seq], queryFn: ({ signal }) => readLog(id, signal), staleTime: Infinity, placeholderData: keepPreviousData });

async function readLog(id: string, signal: AbortSignal): Promise<RunLog> {
  const events: RunEvent[] = [];
  let after: number | null | undefined;
  for (let read = 0; read < PAGES && after !== null; read += 1) {
    const page: { data: RunEvent[]; next: number | null } = await get(`/runs/${id}/events`, { after, limit: EVENTS }, signal);
    events.push(...page.data);
    after = page.next;
  }
  return { id, events };
}
