// A run's view is a pure fold of its events: of all of them the run as it is now, of the first ones the run as it was then.
import type { RunEvent, Usage } from "@/api/types";
import type { NodeId } from "@/flow/types";
import { drawnAt, turnAt } from "./address";
import { isOwn, newRun, type RunView, type Step, stepOf, tokensOf } from "./view";

export { hasEnded, newRun, outputs, type RunView, type Step, type StepStatus, stepOf, tokensOf, workedMs } from "./view";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const num = (value: unknown): number | null => (typeof value === "number" ? value : null);
const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});

/** So much of an answer that is being written is shown on its node. */
const WORDS_SHOWN = 60;

/** An event that was seen before changes nothing, so a reconnect may repeat as much as it likes. */
export const fold = (view: RunView, event: RunEvent): RunView => foldAll(view, [event]);

/** Many events at once: what they have in common is copied once, so a log of twenty thousand lines is read in a moment. */
export function foldAll(view: RunView, events: readonly RunEvent[]): RunView {
  const fresh = events.filter((event) => isNews(view, event));
  if (fresh.length === 0) return view;
  const next: RunView = { ...view, steps: [...view.steps], newest: { ...view.newest }, inside: { ...view.inside }, state: { ...view.state } };
  for (const event of fresh) if (isNews(next, event)) apply(next, event);
  return next;
}

/** The run as it was after an event. */
export function viewAt(id: string, events: readonly RunEvent[], seq: number): RunView {
  return foldAll(
    newRun(id),
    events.filter((event) => event.seq <= seq),
  );
}

function isNews(view: RunView, event: RunEvent): boolean {
  const part = event.part ?? null;
  if (part === null) return event.seq > view.seq;
  return event.seq > view.seq || (event.seq === view.seq && part > view.part);
}

function apply(view: RunView, event: RunEvent): void {
  const part = event.part ?? null;
  if (part === null) {
    view.seq = event.seq;
    view.part = -1;
  } else view.part = part;
  const at = Date.parse(event.at);
  const payload = event.payload;
  const node = event.node ?? text(payload.node);
  const iteration = event.iteration ?? 0;
  switch (event.kind) {
    case "run.started":
      Object.assign(view, { status: "running", startedAt: at, input: payload.input });
      return;
    case "node.started":
      return begin(view, node, iteration, at, payload);
    case "node.progress":
      return amend(view, node, { note: text(payload.note) });
    case "message.delta": {
      const step = stepOf(view, node);
      if (step && step.endedAt === null) amend(view, node, { firstTokenAt: step.firstTokenAt ?? at, note: (step.note + text(payload.text)).slice(-WORDS_SHOWN) });
      return;
    }
    case "node.retrying":
      return amend(view, node, {
        status: "retrying",
        attempt: num(payload.attempt) ?? 1,
        pausedMs: (stepOf(view, node)?.pausedMs ?? 0) + (num(payload.delay_ms) ?? 0),
        error: { code: text(payload.code), message: text(payload.message) },
        note: "",
      });
    case "node.completed": {
      const usage = (payload.usage ?? null) as Usage | null;
      begun(view, node, iteration, at, payload);
      waitedFor(view, node, at);
      const first = num(usage?.first_token_ms);
      const step = stepOf(view, node);
      amend(view, node, {
        status: "done",
        endedAt: at,
        durationMs: num(payload.duration_ms),
        firstTokenAt: step && first !== null ? step.startedAt + first : (step?.firstTokenAt ?? null),
        port: text(payload.port) || "out",
        input: payload.input,
        output: payload.output,
        pinned: payload.pinned === true,
        usage,
        attempt: num(payload.attempt) ?? 1,
        note: "",
      });
      view.tokens += tokensOf(usage);
      view.costMicros += usage?.cost_micros ?? 0;
      return;
    }
    case "node.failed":
      begun(view, node, iteration, at, payload);
      return amend(view, node, {
        status: "failed",
        endedAt: at,
        durationMs: num(payload.duration_ms),
        port: "error",
        attempt: num(payload.attempts) ?? 1,
        input: payload.input,
        error: { code: text(payload.code), message: text(payload.message) },
      });
    case "node.skipped":
      begun(view, node, iteration, at, payload);
      return amend(view, node, { status: "skipped", endedAt: at });
    case "state.changed":
      view.state[text(payload.channel)] = payload.value;
      return;
    case "run.waiting": {
      const stop = payload.for === "breakpoint" ? { after: payload.after === true, input: payload.input, output: payload.output, state: record(payload.state) } : null;
      view.status = "waiting";
      view.waitingFor = { node, question: text(payload.question), breakpoint: stop };
      begun(view, node, iteration, at, payload);
      return amend(view, node, { status: "waiting", waitingSince: at, waitsFor: payload });
    }
    case "run.resumed": {
      const waited = node || (view.waitingFor?.node ?? "");
      waitedFor(view, waited, at);
      amend(view, waited, { status: "running" });
      view.status = "running";
      view.waitingFor = null;
      return;
    }
    case "run.completed":
      Object.assign(view, { status: "completed", endedAt: at, output: payload.output, waitingFor: null });
      return;
    case "run.failed":
      close(view, at);
      view.error = { code: text(payload.code), message: text(payload.message), node: text(payload.node) || event.node || null };
      Object.assign(view, { status: "failed", endedAt: at, waitingFor: null });
      return;
    case "run.cancelled":
      close(view, at);
      Object.assign(view, { status: "cancelled", endedAt: at, waitingFor: null });
  }
}

function begin(view: RunView, node: NodeId, iteration: number, at: number, payload: RunEvent["payload"]): void {
  const key = `${node}#${iteration}`;
  const before = view.steps[view.newest[node] ?? -1];
  const kind = text(payload.kind);
  if (before?.key === key && before.endedAt === null) {
    // A breakpoint stops before the node begins: what it is comes with its beginning.
    const known = kind ? { kind, title: text(payload.title) } : {};
    return amend(view, node, { status: "running", attempt: num(payload.attempt) ?? 1, ...known });
  }
  const kindOf = (address: string) => view.steps[view.newest[address] ?? -1]?.kind;
  const step: Step = {
    key,
    node: drawnAt(node, kindOf),
    address: node,
    began: view.seq,
    seq: view.seq,
    kind,
    title: text(payload.title),
    turn: turnAt(node, view.steps, kindOf),
    iteration,
    status: "running",
    attempt: num(payload.attempt) ?? 1,
    startedAt: at,
    endedAt: null,
    durationMs: null,
    waitedMs: 0,
    waitingSince: null,
    waitsFor: null,
    pausedMs: 0,
    firstTokenAt: null,
    port: null,
    input: payload.input,
    output: undefined,
    pinned: false,
    usage: null,
    error: null,
    note: "",
  };
  view.newest[node] = view.steps.length;
  view.steps.push(step);
  show(view, view.steps.length - 1);
}

/** A node in a body has a step for each item: it shows the newest, and a failed one before all others. */
function show(view: RunView, index: number): void {
  const step = view.steps[index];
  if (!step || step.address === step.node || !isOwn(step)) return;
  const before = view.steps[view.inside[step.node] ?? -1];
  if (before?.status === "failed" && step.status !== "failed") return;
  view.inside[step.node] = index;
}

/** Pure nodes may tell of their end only. */
function begun(view: RunView, node: NodeId, iteration: number, at: number, payload: RunEvent["payload"]): void {
  const step = view.steps[view.newest[node] ?? -1];
  if (!step || step.iteration !== iteration || step.endedAt !== null) begin(view, node, iteration, at, payload);
}

/** Steps are replaced, never changed: who draws one sees by its identity whether anything about it is new. */
function amend(view: RunView, node: NodeId, change: Partial<Step>): void {
  const index = view.newest[node];
  const step = index === undefined ? undefined : view.steps[index];
  if (index === undefined || !step) return;
  view.steps[index] = { ...step, ...change, seq: view.seq };
  show(view, index);
}

/** Its waiting, if it was, is over. */
function waitedFor(view: RunView, node: NodeId, at: number): void {
  const step = stepOf(view, node);
  if (step?.waitingSince != null) amend(view, node, { waitedMs: step.waitedMs + Math.max(0, at - step.waitingSince), waitingSince: null });
}

/** When a run ends early, what was under way ended with it. */
function close(view: RunView, at: number): void {
  view.steps.forEach((step, index) => {
    if (step.endedAt === null) view.steps[index] = { ...step, status: step.status === "waiting" ? "skipped" : "failed", endedAt: at };
  });
}

/** Server-sent data is the event itself; the kind is the event's name. */
export function parseEvent(kind: string, data: unknown): RunEvent | null {
  if (typeof data !== "object" || data === null) return null;
  const event = data as Partial<RunEvent>;
  if (typeof event.seq !== "number" || typeof event.payload !== "object" || event.payload === null) return null;
  return { ...(event as RunEvent), kind };
}
