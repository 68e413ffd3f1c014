import { expect, test } from "vitest";
import { kinds } from "@/testing/builders";
import { foldAll, newRun } from "./fold-events";
import { spent } from "./spent";

let seq = 0;
const event = (kind: string, node: string, payload = {}) => ({ seq: (seq += 1), at: new Date(seq * 1_000).toISOString(), kind, node, iteration: 0, payload });

test("time is counted where it was spent: inside of a map, with a model, in pauses", () => {
  const { steps } = foldAll(newRun("r"), [
    event("node.started", "each", { kind: "map" }),
    event("node.completed", "each[0]/kb", { kind: "kb_search", duration_ms: 40, output: {} }),
    event("node.completed", "each[1]/kb", { kind: "kb_search", duration_ms: 60, output: {} }),
    event("node.completed", "each", { kind: "map", duration_ms: 70, output: {} }),
    event("node.started", "answer", { kind: "llm" }),
    event("node.retrying", "answer", { attempt: 2, delay_ms: 300 }),
    event("node.completed", "answer", { kind: "llm", duration_ms: 1_000, output: {}, usage: { model: "m" } }),
  ]);
  expect(spent(steps, kinds)).toEqual({ model: 700, tool: 100, flow: 0, pinned: 0, waited: 0, paused: 300 });
});

test("what a pin answered is no time of a model or a tool", () => {
  const { steps } = foldAll(newRun("r"), [
    event("node.completed", "kb", { kind: "kb_search", duration_ms: 1_500, output: {}, pinned: true }),
    event("node.completed", "answer", { kind: "llm", duration_ms: 2_000, output: {}, pinned: true }),
  ]);
  expect(spent(steps, kinds)).toMatchObject({ model: 0, tool: 0, flow: 0, pinned: 3_500 });
});
