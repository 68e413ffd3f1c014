import { expect, test } from "vitest";
import type { NodeComparison, NodeOutcome } from "@/api/runs";
import { heirOf, isTakenOver } from "./taken-over";

const done = (duration_ms: number): NodeOutcome => ({ status: "completed", output: { count: 1 }, duration_ms });
const node = (name: string, a: number, b: number, differs = false): NodeComparison => ({ node: name, a: done(a), b: done(b), differs });

test("the fork is the heir, on whichever side it stands; a run of one node of it is none", () => {
  const origin = { id: "r1", parent_run: null, lineage: null };
  const fork = { id: "r2", parent_run: "r1", lineage: "fork" };
  expect(heirOf(origin, fork)).toBe("b");
  expect(heirOf(fork, origin)).toBe("a");
  expect(heirOf(origin, { ...fork, lineage: null })).toBeNull();
  expect(heirOf(origin, { ...fork, parent_run: "r9" })).toBeNull();
});

test("a step is taken over when it comes before they part and took the very same time", () => {
  const nodes = [node("start", 0, 0), node("find", 412, 412), node("ask", 30, 31), node("say", 5, 7, true), node("mail", 9, 9)];
  const found = { nodes, first_difference: { node: "say", a: null, b: null } };
  expect(nodes.map((one) => isTakenOver(one, found, "b", 500))).toEqual([false, true, false, false, false]);
});

test("a step that took longer than its whole run was begun in the other one", () => {
  const nodes = [node("ask", 0, 28_500)];
  const found = { nodes, first_difference: { node: "ask", a: null, b: null } };
  expect(isTakenOver(nodes[0] as NodeComparison, found, "b", 6)).toBe(true);
  expect(isTakenOver(nodes[0] as NodeComparison, found, "b", 30_000)).toBe(false);
});
