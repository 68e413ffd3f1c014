// A live run as a view: a pure fold of its events. Each node, each firing of it, and what the run waits for.
import type { RunEvent, RunStatus, Usage } from "@/api/types";
import type { NodeId } from "@/flow/types";
import { drawnAt } from "./address";

export type StepStatus = "running" | "waiting" | "done" | "failed" | "skipped" | "retrying";

/** One firing of a node. */
export interface Step {
  key: string;
  /** The drawn node that shows it. */
  node: NodeId;
  /** Which step of the run it is: `kb`, `each[3]/kb`. */
  address: string;
  /** The last event that is about it. */
  seq: number;
  kind: string;
  title: string;
  iteration: number;
  status: StepStatus;
  attempt: number;
  startedAt: number;
  endedAt: number | null;
  durationMs: number | null;
  /** Of that, spent on waiting for somebody. */
  waitedMs: number;
  waitingSince: number | null;
  port: string | null;
  input: unknown;
  output: unknown;
  usage: Usage | null;
  error: { code: string; message: string } | null;
  /** What it says while it works. */
  note: string;
}

export interface RunView {
  id: string;
  status: RunStatus;
  steps: Step[];
  /** Index of the newest step of each address. */
  newest: Record<string, number>;
  /** Of a node in a body, the step it shows: the newest, or a failed one. */
  inside: Record<NodeId, number>;
  state: Record<string, unknown>;
  input: unknown;
  output: unknown;
  error: { code: string; message: string; node: NodeId | null } | null;
  waitingFor: { node: NodeId; question: string } | null;
  startedAt: number | null;
  endedAt: number | null;
  tokens: number;
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
  seq: 0,
  part: -1,
});

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const num = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** An event that was seen before changes nothing, so a reconnect may repeat as much as it likes. */
export function fold(view: RunView, event: RunEvent): RunView {
  const part = event.part ?? null;
  if (part === null ? event.seq <= view.seq : event.seq < view.seq || (event.seq === view.seq && part <= view.part)) return view;
  const next: RunView = part === null ? { ...view, seq: event.seq, part: -1 } : { ...view, part };
  const at = Date.parse(event.at);
  const payload = event.payload;
  const node = event.node ?? text(payload.node);
  switch (event.kind) {
    case "run.started":
      return { ...next, status: "running", startedAt: at, input: payload.input };
    case "node.started":
      return begin(next, node, event.iteration ?? 0, at, payload);
    case "node.progress":
      return amend(next, node, { note: text(payload.note) });
    case "node.retrying":
      return amend(next, node, {
        status: "retrying",
        attempt: num(payload.attempt) ?? 1,
        error: { code: text(payload.code), message: text(payload.message) },
      });
    case "node.completed": {
      const usage = (payload.usage ?? null) as Usage | null;
      const known = waitedFor(begun(next, node, event.iteration ?? 0, at, payload), node, at);
      return {
        ...amend(known, node, {
          status: "done",
          endedAt: at,
          durationMs: num(payload.duration_ms),
          port: text(payload.port) || "out",
          input: payload.input,
          output: payload.output,
          usage,
          attempt: num(payload.attempt) ?? 1,
          note: "",
        }),
        tokens: next.tokens + (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0),
      };
    }
    case "node.failed":
      return amend(begun(next, node, event.iteration ?? 0, at, payload), node, {
        status: "failed",
        endedAt: at,
        port: "error",
        attempt: num(payload.attempts) ?? 1,
        input: payload.input,
        error: { code: text(payload.code), message: text(payload.message) },
      });
    case "node.skipped":
      return amend(begun(next, node, event.iteration ?? 0, at, payload), node, { status: "skipped", endedAt: at });
    case "state.changed":
      return { ...next, state: { ...next.state, [text(payload.channel)]: payload.value } };
    case "run.waiting": {
      const waiting = { ...next, status: "waiting" as const, waitingFor: { node, question: text(payload.question) } };
      return amend(begun(waiting, node, event.iteration ?? 0, at, payload), node, { status: "waiting", waitingSince: at });
    }
    case "run.resumed": {
      const waited = node || (next.waitingFor?.node ?? "");
      return { ...amend(waitedFor(next, waited, at), waited, { status: "running" }), status: "running", waitingFor: null };
    }
    case "run.completed":
      return { ...next, status: "completed", endedAt: at, output: payload.output, waitingFor: null };
    case "run.failed": {
      const error = { code: text(payload.code), message: text(payload.message), node: text(payload.node) || event.node || null };
      return { ...close(next, at), status: "failed", endedAt: at, error, waitingFor: null };
    }
    case "run.cancelled":
      return { ...close(next, at), status: "cancelled", endedAt: at, waitingFor: null };
    default:
      return next;
  }
}

function begin(view: RunView, node: NodeId, iteration: number, at: number, payload: RunEvent["payload"]): RunView {
  const key = `${node}#${iteration}`;
  const again = view.steps.findIndex((step) => step.key === key && step.endedAt === null);
  if (again >= 0) return amend(view, node, { status: "running", attempt: num(payload.attempt) ?? 1 });
  const step: Step = {
    key,
    node: drawnAt(node, (address) => view.steps[view.newest[address] ?? -1]?.kind),
    address: node,
    seq: view.seq,
    kind: text(payload.kind),
    title: text(payload.title),
    iteration,
    status: "running",
    attempt: num(payload.attempt) ?? 1,
    startedAt: at,
    endedAt: null,
    durationMs: null,
    waitedMs: 0,
    waitingSince: null,
    port: null,
    input: payload.input,
    output: undefined,
    usage: null,
    error: null,
    note: "",
  };
  return shown({ ...view, steps: [...view.steps, step], newest: { ...view.newest, [node]: view.steps.length } }, view.steps.length);
}

/** A node in a body has a step for each item: it shows the newest, and a failed one before all others. */
function shown(view: RunView, index: number): RunView {
  const step = view.steps[index];
  if (!step || step.address === step.node || !isOwn(step)) return view;
  const before = view.steps[view.inside[step.node] ?? -1];
  if (before?.status === "failed" && step.status !== "failed") return view;
  return view.inside[step.node] === index ? view : { ...view, inside: { ...view.inside, [step.node]: index } };
}

/** Not a part of a sub-flow or an agent, which that node shows. */
const isOwn = (step: Step) => step.address === step.node || step.address.endsWith(`]/${step.node}`);

/** Pure nodes may tell of their end only. */
function begun(view: RunView, node: NodeId, iteration: number, at: number, payload: RunEvent["payload"]): RunView {
  const index = view.newest[node];
  const step = index === undefined ? undefined : view.steps[index];
  return step && step.iteration === iteration && step.endedAt === null ? view : begin(view, node, iteration, at, payload);
}

function amend(view: RunView, node: NodeId, change: Partial<Step>): RunView {
  const index = view.newest[node];
  if (index === undefined) return view;
  return shown({ ...view, steps: view.steps.map((step, at) => (at === index ? { ...step, ...change, seq: view.seq } : step)) }, index);
}

/** Its waiting, if it was, is over. */
function waitedFor(view: RunView, node: NodeId, at: number): RunView {
  const step = stepOf(view, node);
  return step?.waitingSince == null ? view : amend(view, node, { waitedMs: step.waitedMs + Math.max(0, at - step.waitingSince), waitingSince: null });
}

/** How long a step was at work: a question that waited two days for its answer was not. */
export function workedMs(step: Step): number {
  const all = step.durationMs ?? (step.waitingSince ?? step.endedAt ?? step.startedAt) - step.startedAt;
  return Math.max(0, all - step.waitedMs);
}

/** When a run ends early, what was under way ended with it. */
function close(view: RunView, at: number): RunView {
  return {
    ...view,
    steps: view.steps.map((step) => (step.endedAt === null ? { ...step, status: step.status === "waiting" ? "skipped" : "failed", endedAt: at } : step)),
  };
}

/** Server-sent data is the event itself; the kind is the event's name. */
export function parseEvent(kind: string, data: unknown): RunEvent | null {
  if (typeof data !== "object" || data === null) return null;
  const event = data as Partial<RunEvent>;
  if (typeof event.seq !== "number" || typeof event.payload !== "object" || event.payload === null) return null;
  return { ...(event as RunEvent), kind };
}

export const stepOf = (view: RunView | null, node: NodeId): Step | undefined => {
  const index = view?.newest[node] ?? view?.inside[node];
  return index === undefined ? undefined : view?.steps[index];
};

/** Latest output of each node. */
export function outputs(view: RunView | null): Record<NodeId, unknown> {
  const found: Record<NodeId, unknown> = {};
  for (const step of view?.steps ?? []) if (step.status === "done" && isOwn(step)) found[step.node] = step.output;
  return found;
}
