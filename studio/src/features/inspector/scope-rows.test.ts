import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { inScope } from "@/flow/scope";
import { rowsOf, stepFor } from "./scope-rows";

const names = inScope(flow([node("kb", "kb_search"), node("say", "reply")], "start>kb kb>say"), kinds, "say", { outputs: {} });
const lines = (open: string[], search = "") => rowsOf(names, new Set(open), search).map((row) => `${" ".repeat(row.depth)}${row.label}`);

test("what is closed shows nothing of what is in it", () => {
  expect(lines([])).toContain("Search knowledge");
  expect(lines([])).not.toContain(" passages");
  expect(lines(["kb", "kb.passages"])).toEqual(expect.arrayContaining([" passages", "  [0]"]));
});

test("a search goes through everything and shows whole paths", () => {
  expect(lines([], "best_sc")).toEqual(["kb.best_score"]);
  expect(lines([], "passages[0].ti")).toEqual(["kb.passages[0].title"]);
});

test("arrows walk, open and close", () => {
  const rows = rowsOf(names, new Set(["kb"]), "");
  const kb = rows.findIndex((row) => row.name.path === "kb");
  const passages = rows.findIndex((row) => row.name.path === "kb.passages");
  expect(stepFor("ArrowRight", rows, kb)).toEqual({ at: kb + 1 });
  expect(stepFor("ArrowLeft", rows, kb)).toEqual({ toggle: "kb", isOpen: false });
  expect(stepFor("ArrowRight", rows, passages)).toEqual({ toggle: "kb.passages", isOpen: true });
  expect(stepFor("ArrowLeft", rows, passages)).toEqual({ at: kb });
  expect(stepFor("End", rows, 0)).toEqual({ at: rows.length - 1 });
  expect(stepFor("x", rows, 0)).toBeNull();
});
