import { expect, test } from "vitest";
import { kinds } from "@/testing/builders";
import { foldAll, newRun } from "./fold-events";
import { pinsOf, reuse, stepKey } from "./reuse";

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
