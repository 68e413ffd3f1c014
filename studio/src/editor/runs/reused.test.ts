import { expect, test } from "vitest";
import { isReused } from "./reused";

const view = { startedAt: 1_000 };

test("a fork's step is reused when its time passed before the fork began, as far as it was stopped in the middle", () => {
  expect(isReused({ startedAt: 1_000, endedAt: 1_000, durationMs: 412 }, view, "fork")).toBe(true);
  // The fork left its way here: it waited in the other run for somebody to make the fork.
  expect(isReused({ startedAt: 1_000, endedAt: 1_003, durationMs: 28_500 }, view, "fork")).toBe(true);
});

test("what ran in the fork itself is not reused, nor is anything of a run that is none", () => {
  expect(isReused({ startedAt: 1_003, endedAt: 1_009, durationMs: 6 }, view, "fork")).toBe(false);
  expect(isReused({ startedAt: 1_000, endedAt: 1_000, durationMs: 0 }, view, "retry")).toBe(false);
  expect(isReused({ startedAt: 1_003, endedAt: null, durationMs: null }, view, "fork")).toBe(false);
  expect(isReused({ startedAt: 1_000, endedAt: 1_000, durationMs: 412 }, view, null)).toBe(false);
});
