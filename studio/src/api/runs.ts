import { queryOptions } from "@tanstack/react-query";
import { get, newKey, post } from "./http";
import type { Page, Run } from "./types";

export interface RunFilter {
  flow?: string;
  status?: string;
  test?: boolean;
  page?: number;
}

export const runsQuery = (filter: RunFilter) =>
  queryOptions({
    queryKey: ["runs", filter],
    queryFn: () => get<Page<Run>>("/runs", { ...filter, limit: 50 }),
    refetchInterval: 10_000,
  });

export const runQuery = (id: string) => queryOptions({ queryKey: ["run", id], queryFn: () => get<Run>(`/runs/${id}`) });

export const startRun = (flow: string, input: unknown) =>
  post<Run>(`/flows/${encodeURIComponent(flow)}/runs`, { input, version: "draft" }, { idempotencyKey: newKey() });

export const cancelRun = (id: string, reason: string) => post<unknown>(`/runs/${id}/cancel`, { reason });

/** Goes on where a run failed, in a new run. */
export const retryRun = (id: string) => post<Run>(`/runs/${id}/retry`, {}, { idempotencyKey: newKey() });

/** A new test run that goes another way after an event of this one. */
export const forkRun = (id: string, at_seq: number) => post<Run>(`/runs/${id}/fork`, { at_seq }, { idempotencyKey: newKey() });
