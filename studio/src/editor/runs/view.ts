// A run as it is drawn: each node, each firing of it, and what the run waits for.
import type { RunStatus, Usage } from "@/api/types";
import type { NodeId } from "@/flow/types";

export type StepStatus = "running" | "waiting" | "done" | "failed" | "skipped" | "retrying";

/** One firing of a node. */
export interface Step {
  key: string;
  /** The drawn node that shows it. */
  node: NodeId;
  /** Which step of the run it is: `kb`, `each[3]/kb`. */
  address: string;
  /** The first event that is about it. */
  began: number;
  /** The last event that is about it. */
  seq: number;
  kind: string;
  title: string;
  /** Of a question to an agent's model and of what it calls: with which of its questions, counted from 1. */
  turn: number | null;
  iteration: number;
  status: StepStatus;
  attempt: number;
  startedAt: number;
  endedAt: number | null;
  durationMs: number | null;
  /** Of that, spent on waiting for somebody. */
  waitedMs: number;
  waitingSince: number | null;
  /** Of that, pauses before another attempt. */
  pausedMs: number;
  /** What it waits for, or waited for last: approvers, a deadline. */
  waitsFor: Record<string, unknown> | null;
  /** When the first words of an answer came; `null` when nobody listened. */
  firstTokenAt: number | null;
  port: string | null;
  input: unknown;
  output: unknown;
  /** The outcome was given beforehand: nothing was called. */
  pinned: boolean;
  usage: Usage | null;
  error: { code: string; message: string } | null;
  /** What it says while it works. */
  note: string;
}

/** What a run waits for; at a breakpoint the values that are seen there come with it. */
export interface Waiting {
  node: NodeId;
  question: string;
  breakpoint: { after: boolean; input: unknown; output: unknown; state: Record<string, unknown> } | null;
}

export interface RunView {
  id: string;
  status: RunStatus;
  steps: Step[];
  /** Index of the newest step of each address. */
  newest: Record<string, number>;
  /** Of a node in a body, the step it shows: the newest, or a failed one. */
  inside: Record<NodeId, number>;
  /** Channels that were changed, with their values. */
  state: Record<string, unknown>;
  input: unknown;
  output: unknown;
  error: { code: string; message: string; node: NodeId | null } | null;
  waitingFor: Waiting | null;
  startedAt: number | null;
  endedAt: number | null;
  tokens: number;
  /** In millionths of the currency that the models' prices are in. */
  costMicros: number;
  seq: number;
  part: number;
}

export const newRun = (id: string): RunView => ({
  id,
  status: "queued",
  steps: [],
  newest: {},
  inside: {},
  state: {},
  input: undefined,
  output: undefined,
  error: null,
  waitingFor: null,
  startedAt: null,
  endedAt: null,
  tokens: 0,
  costMicros: 0,
  seq: 0,
  part: -1,
});

export const hasEnded = (view: RunView | null): boolean => view?.status === "completed" || view?.status === "failed" || view?.status === "cancelled";

/** How long a step was at work: a question that waited two days for its answer was not. */
export function workedMs(step: Step): number {
  const all = step.durationMs ?? (step.waitingSince ?? step.endedAt ?? step.startedAt) - step.startedAt;
  return Math.max(0, all - step.waitedMs);
}

export const tokensOf = (usage: Usage | null): number => (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0);

export const stepOf = (view: RunView | null, node: NodeId): Step | undefined => {
  const index = view?.newest[node] ?? view?.inside[node];
  return index === undefined ? undefined : view?.steps[index];
};

/** Not a part of a sub-flow or an agent, which that node shows. */
export const isOwn = (step: Step) => step.address === step.node || step.address.endsWith(`]/${step.node}`);

/** Latest output of each node. */
export function outputs(view: RunView | null): Record<NodeId, unknown> {
  const found: Record<NodeId, unknown> = {};
  for (const step of view?.steps ?? []) if (step.status === "done" && isOwn(step)) found[step.node] = step.output;
  return found;
}
