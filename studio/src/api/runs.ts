import { queryOptions } from "@tanstack/react-query";
import type { ErrorCode } from "@/flow/generated/flow";
import type { components } from "./generated/schema";
import { get, newKey, post } from "./http";
import type { Page, Run, RunEvent, Usage } from "./types";

type Schemas = components["schemas"];

export interface RunFilter {
  flow?: string;
  status?: string;
  test?: boolean;
  version?: number;
  /** Failed with this code, or at this node. */
  code?: string;
  node?: string;
  since?: string;
  /** Made of this run: forks and retries. */
  parent?: string;
  page?: number;
  limit?: number;
}

/** An outcome that is taken as if a call had given it, after a while if it is to. */
export type Pin = ({ output: unknown } | { error: { code: ErrorCode; message: string; retryable: boolean } }) & { after_ms?: number };

export interface Breakpoint {
  node: string;
  when?: string;
  after?: boolean;
}

/** What a person who tests a flow asks of a run. */
export interface Asked {
  /** The branch whose draft runs. */
  branch?: string | null;
  pins?: Record<string, Pin[]>;
  breakpoints?: Breakpoint[];
}

export type Fork = Asked & Pick<Schemas["ForkRun"], "at_seq"> & { state?: Record<string, unknown>; outputs?: Record<string, unknown> };

export interface NodeOutcome {
  status: "started" | "completed" | "failed" | "skipped";
  output: unknown;
  duration_ms: number | null;
}

export interface NodeComparison {
  node: string;
  a: NodeOutcome | null;
  b: NodeOutcome | null;
  differs: boolean;
}

export type Comparison = Omit<Schemas["Comparison"], "first_difference" | "nodes" | "usage"> & {
  first_difference: { node: string | null; a: RunEvent | null; b: RunEvent | null } | null;
  nodes: NodeComparison[];
  usage: { a: Usage | null; b: Usage | null };
};

/** A run's state after an event, as the machine has it. */
export interface RunStateAt {
  state: Record<string, unknown> | null;
  nodes: Record<string, { status: string; output?: unknown; port?: string }>;
}

export const runsQuery = (filter: RunFilter) =>
  queryOptions({
    queryKey: ["runs", filter],
    queryFn: () => get<Page<Run>>("/runs", { limit: 50, ...filter }),
    refetchInterval: 10_000,
  });

export const getRun = (id: string) => get<Run>(`/runs/${id}`);

export const runQuery = (id: string) => queryOptions({ queryKey: ["run", id], queryFn: () => getRun(id) });

/** A part of the log never changes, so neither does the state after it. */
export const stateQuery = (run: string, at_seq: number) =>
  queryOptions({ queryKey: ["run", run, "state", at_seq], queryFn: () => get<RunStateAt>(`/runs/${run}/state`, { at_seq }), staleTime: Infinity });

export const comparisonQuery = (a: string, b: string) => queryOptions({ queryKey: ["runs", "compare", a, b], queryFn: () => get<Comparison>("/runs/compare", { a, b }) });

/** `from`: the run whose values it is given; the two are linked. */
export const startRun = (flow: string, input: unknown, asked: Asked & { from?: Schemas["StartFrom"] } = {}) =>
  post<Run>(`/flows/${encodeURIComponent(flow)}/runs`, { input, version: "draft", ...asked }, { idempotencyKey: newKey() });

export const cancelRun = (id: string, reason: string) => post<unknown>(`/runs/${id}/cancel`, { reason });

/** What moving a run to another version comes to. */
export type Migration = Omit<Schemas["Migration"], "waits" | "would_wait" | "would_end"> & {
  waits: { for: string; node?: string; title?: string; question?: string }[];
  would_wait: { for: string; node?: string; title?: string; question?: string }[];
  would_end: string | null;
};

/** Never from memory: the run may have gone on. */
export const migrationQuery = (id: string, version: number) =>
  queryOptions({ queryKey: ["run", id, "migration", version], queryFn: () => get<Migration>(`/runs/${id}/migration`, { version }), staleTime: 0, gcTime: 0 });

export const migrateRun = (id: string, version: number, at_seq: number) => post<Run>(`/runs/${id}/migration`, { version, at_seq });

/** Goes on where a run failed, in a new run. */
export const retryRun = (id: string) => post<Run>(`/runs/${id}/retry`, {}, { idempotencyKey: newKey() });

/** A new test run that goes another way after an event of this one. */
export const forkRun = (id: string, fork: Fork) => post<Run>(`/runs/${id}/fork`, fork, { idempotencyKey: newKey() });

/** From a breakpoint: on to the next one, or one step; values that were edited there go along. */
export const continueRun = (id: string, node: string, payload: { step?: boolean; state?: Record<string, unknown>; input?: unknown; output?: unknown }) =>
  post<unknown>(`/runs/${id}/signals/continue`, { id: newKey(), node, payload });

/** Answers what a run asks its user, where no chat does. */
export const answerRun = (id: string, node: string, payload: object) => post<unknown>(`/runs/${id}/signals/answer`, { id: newKey(), node, payload });

export type Alone = Pick<Schemas["RunNode"], "run_id" | "at_seq" | "branch"> & { config?: Record<string, unknown>; scope?: Record<string, unknown> };

/** One node of the draft by itself, with the values that a run had for it or with given ones. It is a test run; the run itself gives
 * nothing, so what came of the node is read from its state. */
export async function runNode(flow: string, node: string, body: Alone): Promise<{ run: Run; output: unknown; port: string | undefined }> {
  const run = await post<Run>(`/flows/${encodeURIComponent(flow)}/nodes/${encodeURIComponent(node)}/run`, body, { idempotencyKey: newKey(), query: { wait: 30 } });
  const { nodes } = await get<RunStateAt>(`/runs/${run.id}/state`);
  return { run, output: nodes[node]?.output, port: nodes[node]?.port };
}
