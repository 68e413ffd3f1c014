import { expect, test } from "vitest";
import type { Run } from "@/api/types";
import { fared, oneIn } from "./share";

const run = (version: number, status: Run["status"], at = "2026-02-01T00:00:00Z", tokens = 0) => ({ version, status, draft: false, created_at: at, usage: { input_tokens: tokens } }) as Run;

test("a version's success is counted over what ended since it was tried", () => {
  const runs = [run(2, "completed"), run(2, "failed"), run(2, "running"), run(2, "cancelled"), run(2, "completed", "2026-01-01T00:00:00Z"), run(1, "completed")];
  expect(fared(runs, 2, "2026-01-15T00:00:00Z")).toEqual({ version: 2, ended: 2, success: 50, tokens: null });
});

test("tokens are an average of the runs that used a model", () => {
  expect(fared([run(1, "completed", undefined, 100), run(1, "completed", undefined, 200), run(1, "completed")], 1, null).tokens).toBe(150);
});

test("nothing that ended has no success, rather than none", () => {
  expect(fared([run(1, "waiting")], 1, null)).toMatchObject({ ended: 0, success: null });
});

test("a share has words", () => {
  expect([10, 25, 33, 50, 100].map(oneIn)).toEqual([10, 4, 3, 2, 1]);
});
