import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { find, flat, inScope, type Name } from "./scope";
import { pathOf } from "./rhai";

const made = flow(
  [node("kb", "kb_search", { base: "it", query: "x" }), node("answer", "llm", { prompt: "x", output: { $ref: "#/schemas/Answer" } }), node("later", "reply")],
  "start>kb kb>answer answer>later",
);
made.schemas = {
  Answer: { type: "object", properties: { title: { type: "string" }, parts: { type: "array", items: { $ref: "#/schemas/Answer" } } } },
};

const paths = (names: Name[]): string[] => flat(names, 4).map((name) => name.path);
const at = (names: Name[], path: string) => find(names, pathOf(path) ?? []);

test("in scope is what runs before, with its fields before any run", () => {
  const found = paths(inScope(made, kinds, "answer", { outputs: {} }));
  expect(found).toContain("kb.passages");
  expect(found).toContain("kb.passages[0].text");
  expect(found).toContain("kb.error.message");
  expect(found).toContain("user.email");
  expect(found).not.toContain("answer");
  expect(found).not.toContain("later");
});

test("an output schema of the flow's own is followed, also where it contains itself", () => {
  const found = inScope(made, kinds, "later", { outputs: {} });
  expect(paths(found)).toContain("answer.title");
  expect(at(found, "answer.parts[3].parts[0].title")?.type).toBe("text");
  expect(at(found, "answer.parts")?.type).toBe("list of object");
});

test("values of a run add what no schema says, and odd keys are read with brackets", () => {
  const found = inScope(made, kinds, "answer", { outputs: { kb: { count: 2, "odd key": 1 } }, input: { message: "Hello" } });
  expect(paths(found)).toContain('kb["odd key"]');
  expect(at(found, "kb.count")?.value).toBe(2);
  expect(at(found, "input.message")?.value).toBe("Hello");
});

test("an item is one of what its For each goes through", () => {
  const body = flow(
    [node("kb", "kb_search"), node("each", "map", { items: "kb.passages" }), { ...node("say", "template"), parent: "each" }],
    "start>kb kb>each each.body>say",
  );
  const found = inScope(body, kinds, "say", { outputs: { kb: { passages: [{ title: "VPN" }] } } });
  expect(paths(found)).toContain("item.title");
  expect(at(found, "item.title")).toMatchObject({ type: "text", value: "VPN" });
  expect(paths(found)).toContain("kb.count");
});

test("no more is listed than anybody reads", () => {
  expect(flat(inScope(made, kinds, "later", { outputs: {} }), 9, 50)).toHaveLength(50);
});
