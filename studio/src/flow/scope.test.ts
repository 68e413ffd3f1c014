import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { inScope, type Name } from "./scope";

const made = flow(
  [node("kb", "kb_search", { base: "it", query: "x" }), node("answer", "llm", { prompt: "x", output: { $ref: "#/schemas/Answer" } }), node("later", "reply")],
  "start>kb kb>answer answer>later",
);
made.schemas = { Answer: { type: "object", properties: { title: { type: "string" } } } };

const paths = (names: Name[]): string[] => names.flatMap((name) => [name.path, ...paths(name.children)]);

test("in scope is what runs before, with its fields before any run", () => {
  const found = paths(inScope(made, kinds, "answer", {}));
  expect(found).toContain("kb.passages");
  expect(found).toContain("user.email");
  expect(found).not.toContain("answer");
  expect(found).not.toContain("later");
});

test("an output schema of the flow's own is followed", () => {
  expect(paths(inScope(made, kinds, "later", {}))).toContain("answer.title");
});

test("values of a run add what no schema says, and odd keys are read with brackets", () => {
  const found = inScope(made, kinds, "answer", { kb: { count: 2, "odd key": 1 } });
  expect(paths(found)).toContain('kb["odd key"]');
  expect(found.find((name) => name.path === "kb")?.children.find((name) => name.path === "kb.count")?.value).toBe(2);
});
