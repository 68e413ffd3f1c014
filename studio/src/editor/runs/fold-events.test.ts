import { expect, test } from "vitest";
import type { RunEvent } from "@/api/types";
import { fold, foldAll, newRun, outputs, stepOf, viewAt, workedMs } from "./fold-events";
import { isTaken } from "./taken";

let seq = 0;
const event = (kind: string, node: string | null, payload: Record<string, unknown>, more: Partial<RunEvent> = {}): RunEvent => {
  seq += 1;
  return { seq, at: new Date(1_000 * seq).toISOString(), kind, node, iteration: 0, payload, ...more };
};
const play = (events: RunEvent[]) => events.reduce(fold, newRun("r"));

const story = () => {
  seq = 0;
  return [
    event("run.started", null, { input: { message: "hi" } }),
    event("node.started", "kb", { kind: "kb_search", attempt: 1 }),
    event("node.retrying", "kb", { attempt: 2, code: "upstream", message: "busy", delay_ms: 100 }),
    event("node.completed", "kb", { port: "out", input: { query: "hi" }, output: { count: 1 }, duration_ms: 12, attempt: 2, usage: { input_tokens: 10, output_tokens: 5 } }),
    event("node.completed", "found", { port: "some", output: { port: "some" }, duration_ms: 0 }),
    event("state.changed", null, { channel: "tried", value: 1 }),
    event("node.started", "ask", { kind: "ask_user", attempt: 1 }),
    event("run.waiting", "ask", { for: "user", node: "ask", question: "Did this help?" }),
  ];
};

test("a waiting run shows each step, what it waits for, and the tokens so far", () => {
  const view = play(story());
  expect(view.status).toBe("waiting");
  expect(view.waitingFor).toEqual({ node: "ask", question: "Did this help?", breakpoint: null });
  expect(view.steps.map((step) => [step.node, step.status, step.attempt])).toEqual([
    ["kb", "done", 2],
    ["found", "done", 1],
    ["ask", "waiting", 1],
  ]);
  expect(view.tokens).toBe(15);
  expect(view.state).toEqual({ tried: 1 });
  expect(outputs(view).kb).toEqual({ count: 1 });
});

test("hearing the log again after a reconnect changes nothing", () => {
  const events = story();
  const once = play(events);
  expect(events.reduce(fold, once)).toBe(once);
});

test("deltas between durable events are neither durable nor in the way", () => {
  const events = story();
  const view = play([...events.slice(0, 2), { ...(events[2] as RunEvent), kind: "message.delta", part: 0, payload: { text: "a" } }, ...events.slice(2)]);
  expect(view.steps).toHaveLength(3);
});

test("a loop's second round is a step of its own, and the node shows the newest", () => {
  seq = 0;
  const view = play([event("node.completed", "a", { port: "again" }), event("node.started", "a", {}, { iteration: 1 })]);
  expect(view.steps.map((step) => step.key)).toEqual(["a#0", "a#1"]);
  expect(stepOf(view, "a")?.status).toBe("running");
});

test("an answer resumes the run, a failure closes what was under way", () => {
  const resumed = [...story(), event("run.resumed", "ask", { node: "ask" })];
  expect(play(resumed).status).toBe("running");
  const failed = play([...resumed, event("run.failed", null, { code: "upstream", message: "the model is gone", node: "ask" })]);
  expect(failed.error).toEqual({ code: "upstream", message: "the model is gone", node: "ask" });
  expect(stepOf(failed, "ask")?.status).toBe("failed");
});

test("waiting for a person is no work of the step", () => {
  const waiting = play(story());
  expect(workedMs(stepOf(waiting, "ask") as never)).toBe(1_000);
  // Asked at 8 s, answered at 9 s, done at 10 s: the server counts from the start of the step.
  const done = play([...story(), event("run.resumed", "ask", { node: "ask" }), event("node.completed", "ask", { port: "no", duration_ms: 3_000 })]);
  const step = stepOf(done, "ask");
  expect(step?.waitedMs).toBe(1_000);
  expect(workedMs(step as never)).toBe(2_000);
});

test("the first words of an answer are marked, and shown while it is written", () => {
  seq = 0;
  const events = [event("node.started", "answer", { kind: "llm" })];
  const words = ["Press ", "the button"].map((said, part) => event("message.delta", "answer", { text: said }, { seq: 1, part, at: new Date(3_000 + part).toISOString() }));
  const view = play([...events, ...words]);
  expect(stepOf(view, "answer")).toMatchObject({ note: "Press the button", firstTokenAt: 3_000 });
  const done = event("node.completed", "answer", { output: {}, usage: { input_tokens: 3, output_tokens: 2, cost_micros: 40 } }, { seq: 2 });
  expect(fold(view, done)).toMatchObject({ tokens: 5, costMicros: 40, steps: [{ note: "", firstTokenAt: 3_000, began: 1, seq: 2 }] });
});

test("a run as it was after an event is the fold of the events up to there", () => {
  const events = [...story(), event("run.resumed", "ask", { node: "ask" }), event("run.completed", null, { output: {} })];
  expect(foldAll(newRun("r"), events)).toEqual(play(events));
  const then = viewAt("r", events, 4);
  expect([then.status, then.steps.length, then.state, then.endedAt]).toEqual(["running", 1, {}, null]);
});

test("a node before which a run stops becomes what it is when it begins", () => {
  seq = 0;
  const stopped = play([event("run.started", null, {}), event("run.waiting", "kb", { for: "breakpoint", node: "kb", after: false, state: { tone: "kind" } })]);
  expect(stopped.waitingFor?.breakpoint).toEqual({ after: false, input: undefined, output: undefined, state: { tone: "kind" } });
  const on = [event("run.resumed", "kb", { node: "kb" }), event("node.started", "kb", { kind: "kb_search", title: "Search" })].reduce(fold, stopped);
  expect(on.steps).toHaveLength(1);
  expect(on.steps[0]).toMatchObject({ kind: "kb_search", status: "running", waitedMs: 1_000 });
});

test("an answer that was pinned is kept as such, from the run's own events", () => {
  seq = 0;
  const view = play([event("node.completed", "kb", { kind: "kb_search", output: {}, pinned: true }), event("node.completed", "say", { kind: "template", output: {} })]);
  expect(view.steps.map((step) => step.pinned)).toEqual([true, false]);
});

test("a step keeps what it waits for", () => {
  seq = 0;
  const view = play([event("node.started", "ok", { kind: "approval" }), event("run.waiting", "ok", { for: "approval", approvers: [{ email: "ann@example.com" }], until: "2026-11-20T10:00:00Z" })]);
  expect(view.steps[0]?.waitsFor).toMatchObject({ for: "approval", until: "2026-11-20T10:00:00Z" });
});

test("a body's way is taken once a step inside has begun, whichever way its map leaves by", () => {
  seq = 0;
  const begun = [event("run.started", null, {}), event("node.started", "each", { kind: "map" })];
  expect(isTaken(play(begun), "each", "body", "kb")).toBe(false);
  const inside = [...begun, event("node.started", "each[0]/kb", { kind: "kb_search" })];
  expect(isTaken(play(inside), "each", "body", "kb")).toBe(true);
  const over = play([...inside, event("node.completed", "each[0]/kb", {}), event("node.completed", "each", { port: "out" })]);
  expect([isTaken(over, "each", "body", "kb"), isTaken(over, "each", "out", "say"), isTaken(over, "each", "error", "sorry")]).toEqual([true, true, false]);
  // A branch may be called as a body is.
  const branch = play([event("node.completed", "sort", { kind: "switch", port: "rest" }), event("node.started", "kb", {})]);
  expect(isTaken(branch, "sort", "body", "kb")).toBe(false);
});
