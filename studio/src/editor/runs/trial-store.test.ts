// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { createTrialStore, isCovered } from "./trial-store";

beforeEach(() => localStorage.clear());

test("pins and stops are kept for one person and one flow, and go to the server as it wants them", () => {
  const store = createTrialStore("ada", "helpdesk");
  store.pin("kb", { output: { count: 1 } });
  store.stopAt("answer", { after: true, when: "  kb.count > 0 " });
  store.stopAt("gone", { after: false, when: "" });
  expect(createTrialStore("ada", "helpdesk").asked((node) => node !== "gone")).toEqual({
    pins: { kb: [{ output: { count: 1 } }] },
    breakpoints: [{ node: "answer", after: true, when: "kb.count > 0" }],
  });
  expect(createTrialStore("bob", "helpdesk").asked()).toEqual({});
  store.clear();
  expect(createTrialStore("ada", "helpdesk").asked()).toEqual({});
});

test("a way is untested when it or its node is among what no test comes through", () => {
  const coverage = { nodes: 3, nodes_visited: 2, ways: 3, ways_visited: 1, missing: ["ticket", "each/kb.error"] };
  expect([isCovered(coverage, "ticket", "out"), isCovered(coverage, "kb", "error"), isCovered(coverage, "kb", "out"), isCovered(null, "kb", "out")]).toEqual([false, false, true, null]);
});
