import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { brief, complete } from "./complete";
import { inScope } from "./scope";

const made = flow([node("kb", "kb_search"), node("answer", "llm", { prompt: "x" }), node("later", "reply")], "start>kb kb>answer answer>later");
made.input = { type: "object", properties: { message: { type: "string" }, "device name": { type: "string" } } };
const names = inScope(made, kinds, "later", { outputs: { kb: { passages: [{ title: "VPN guide" }] } } });

const offered = (code: string) => complete(names, code)?.options.map((option) => option.text) ?? [];

test("at the beginning everything in scope is offered, with what is in it", () => {
  expect(offered("")).toEqual(expect.arrayContaining(["input", "input.message", 'input["device name"]', "kb.passages", "answer.text", "user.email"]));
  expect(offered("kb.count > 1 && ")).toContain("answer.confidence");
});

test("after a dot, what is in the value, deep into lists, and what can be asked of it", () => {
  expect(offered("kb.")).toEqual(expect.arrayContaining(["kb.passages", "kb.passages[0].title", "kb.error.message", "kb.keys()"]));
  expect(offered("kb.passages[0].ti")).toContain("kb.passages[0].title");
  expect(offered("answer.text.")).toEqual(expect.arrayContaining(["answer.text.len()", 'answer.text.contains("")']));
  expect(offered("kb.passages.")).toContain('kb.passages.join(", ")');
});

test("a key in brackets is offered as it must be written", () => {
  expect(complete(names, '1 + input["dev')).toMatchObject({ from: 4 });
  expect(offered('input["dev')).toContain('input["device name"]');
});

test("types come from the schemas, values from the run", () => {
  const option = complete(names, "kb.")?.options.find((one) => one.text === "kb.passages[0].title");
  expect(option).toMatchObject({ type: "text", value: "VPN guide" });
});

test("nothing is offered in a text, after a number or after a finished value", () => {
  for (const code of ['"kb.', "12", "// kb.", "kb.count ", "nobody."]) expect(complete(names, code)).toBeNull();
});

test("a value is told in a few words", () => {
  expect(brief(" a \n b ")).toBe("a b");
  expect(brief({ a: [1] })).toBe('{"a":[1]}');
  expect(brief("x".repeat(80))).toHaveLength(60);
  expect(brief(undefined)).toBe("");
});
