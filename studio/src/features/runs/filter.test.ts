import { expect, test } from "vitest";
import { knownFilter, knownRun } from "./filter";

test("what the list of runs does not know is dropped from its address, the rest stays", () => {
  expect(knownFilter({ status: "zzz", code: "oops", version: -1, page: 1.5, node: "kb", since: "day" })).toEqual({ node: "kb", since: "day" });
});

test("what it knows stays as it is", () => {
  const all = { status: "queued", code: "timeout", version: 3, page: 2, test: true } as const;
  expect(knownFilter(all)).toEqual(all);
});

test("a run to compare whose id cannot be one is not chosen", () => {
  expect(knownRun("zzz")).toBeUndefined();
  expect(knownRun("0190a5b2-3c4d-7e8f-9012-3456789abcde")).toBe("0190a5b2-3c4d-7e8f-9012-3456789abcde");
});
