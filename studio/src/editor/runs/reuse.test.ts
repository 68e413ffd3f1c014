import { expect, test } from "vitest";
import { kinds } from "@/testing/builders";
import { foldAll, newRun } from "./fold-events";
import { isReused, pinsOf, reuse, stepKey } from "./reuse";

let seq = 0;
const event = (kind: string, node: string, payload = {}) => ({ seq: (seq += 1), at: new Date(seq * 1_000).toISOString(), kind, node, iteration: 0, payload });
const { steps } = foldAll(newRun("r"), [
  event("node.completed", "start", { kind: "start", output: {} }),
  event("node.completed", "kb", { kind: "kb_search", output: { count: 1 } }),
  event("node.completed", "ask", { kind: "ask_user", output: { text: "no" } }),
  event("node.completed", "answer", { kind: "llm", output: { text: "hm" }, usage: { input_tokens: 10, output_tokens: 5, cost_micros: 7 } }),
  event("node.completed", "ticket", { kind: "create_ticket", output: { number: "T-1" } }),
]);

test("what was finished is taken over, and what changes the world after it is named", () => {
  const found = reuse(steps, 4, kinds);
  expect(found.kept.map((step) => step.address)).toEqual(["kb", "ask", "answer"]);
  expect([found.tokens, found.costMicros]).toEqual([15, 7]);
  expect(found.writes.map((step) => step.address)).toEqual(["ticket"]);
  expect(found.asked.map((step) => step.address)).toEqual(["ask"]);
});

test("calls become pins, edited ones as they were edited; questions do not", () => {
  expect(pinsOf(reuse(steps, 4, kinds).kept, kinds, { kb: { count: 0 } })).toEqual({ kb: [{ output: { count: 0 } }], answer: [{ output: { text: "hm" } }] });
});

test("a step's key is the one that the server sends", async () => {
  expect(await stepKey("6ba7b810-9dad-11d1-80b4-00c04fd430c8", { address: "www.example.com", iteration: 0 })).toBe("2a473b7d-bdb1-58e2-8d8b-ce27aa5319d4");
});

const forked = { startedAt: 1_000 };

test("a fork's step is reused when its time passed before the fork began, as far as it was stopped in the middle", () => {
  expect(isReused({ startedAt: 1_000, endedAt: 1_000, durationMs: 412 }, forked, "fork")).toBe(true);
  // The fork left its way here: it waited in the other run for somebody to make the fork.
  expect(isReused({ startedAt: 1_000, endedAt: 1_003, durationMs: 28_500 }, forked, "fork")).toBe(true);
});

test("what ran in the fork itself is not reused, nor is anything of a run that is none", () => {
  expect(isReused({ startedAt: 1_003, endedAt: 1_009, durationMs: 6 }, forked, "fork")).toBe(false);
  expect(isReused({ startedAt: 1_000, endedAt: 1_000, durationMs: 0 }, forked, "retry")).toBe(false);
  expect(isReused({ startedAt: 1_003, endedAt: null, durationMs: null }, forked, "fork")).toBe(false);
  expect(isReused({ startedAt: 1_000, endedAt: 1_000, durationMs: 412 }, forked, null)).toBe(false);
});
