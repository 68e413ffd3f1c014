import { expect, test } from "vitest";
import { kinds } from "@/testing/builders";
import type { Schema } from "./defaults";
import { codeOf, convert, fits, modeOf, modesOf } from "./modes";
import { pointed } from "./ports";

const setting = (kind: string, pointer: string) => pointed(kinds.get(kind)?.config_schema, pointer) as Schema;
const prompt = setting("llm", "/properties/prompt");
const topK = setting("kb_search", "/properties/top_k");
const when = setting("condition", "/properties/cases/items/properties/when");

test("the schema says how a field may be given", () => {
  expect(modesOf(prompt)).toEqual(["value", "template", "expression"]);
  expect(modesOf(topK)).toEqual(["value", "expression"]);
  expect(modesOf(when)).toEqual(["value", "expression"]);
  expect(modesOf(setting("loop", "/properties/while"))).toEqual(["expression"]);
  expect(modesOf(setting("script", "/properties/code"))).toEqual(["expression"]);
  expect(modesOf(setting("subflow", "/properties/flow"))).toEqual(["value"]);
  expect(modesOf(setting("llm", "/properties/passages"))).toEqual(["value", "expression"]);
});

test("the value says how it is given", () => {
  expect(modeOf(prompt, "Answer {{ input.message }}")).toBe("template");
  expect(modeOf(prompt, "{{ input.message }}")).toBe("template");
  expect(modeOf(prompt, "{{ kb.passages.len() > 2 }}")).toBe("expression");
  expect(modeOf(topK, 3)).toBe("value");
  expect(modeOf(topK, "{{ input.n }}")).toBe("expression");
  expect(modeOf(when, true)).toBe("value");
  expect(modeOf(when, undefined)).toBe("expression");
  expect(modeOf(setting("create_ticket", "/properties/category"), undefined)).toBe("value");
});

test("a chosen mode stays as long as the value can be shown in it", () => {
  expect(fits(prompt, "{{ a }}", "expression")).toBe(true);
  expect(fits(prompt, '{{ "half-typed }}', "expression")).toBe(true);
  expect(fits(prompt, "{{ a }} {{ b }}", "expression")).toBe(false);
  expect(fits(prompt, "{{ a }}", "value")).toBe(false);
  expect(fits(topK, 3, "expression")).toBe(false);
  expect(codeOf("{{ #{a: #{b: 1}} }}")).toBe("#{a: #{b: 1}}");
  expect(codeOf("{{ a")).toBeNull();
});

test("another mode says the same, there and back", () => {
  for (const text of ["Hello", "Hello {{ user.name }}!", "{{ a }}{{ b.c }}", 'Say "{{ join(kb.titles, ", ") }}"', "two\nlines {{ x }}", "{{ kb.passages }}"]) {
    const code = convert(prompt, text, text.includes("{{") ? "template" : "value", "expression");
    expect(code.lost).toBeUndefined();
    const back = convert(prompt, code.value, "expression", "template");
    expect(back.value).toBe(text === "{{ a }}{{ b.c }}" ? code.value : text);
  }
  expect(convert(prompt, "Hello {{ user.name }}", "template", "expression").value).toBe('{{ "Hello " + text(user.name) }}');
  expect(convert(topK, 3, "value", "expression").value).toBe("{{ 3 }}");
  expect(convert(topK, "{{ 3 }}", "expression", "value")).toEqual({ value: 3 });
  expect(convert(when, true, "value", "expression").value).toBe("true");
  expect(convert(when, "false", "expression", "value")).toEqual({ value: false });
  const list = setting("create_ticket", "/properties/tags");
  expect(convert(list, ["vpn", "{{ kb.title }}"], "value", "expression").value).toBe('{{ ["vpn", kb.title] }}');
});

test("what a mode cannot say is kept aside, never lost without a word", () => {
  expect(convert(topK, "{{ input.n }}", "expression", "value")).toEqual({ value: undefined, lost: "{{ input.n }}" });
  expect(convert(topK, "{{ 2.5 }}", "expression", "value").lost).toBe("{{ 2.5 }}");
  expect(convert(prompt, "Hi {{ user.name }}", "template", "value")).toEqual({ value: undefined, lost: "Hi {{ user.name }}" });
  expect(convert(prompt, "{{ a.len() }}", "expression", "template")).toEqual({ value: "{{ a.len() }}" });
  expect(convert(when, "kb.count > 1", "expression", "value").lost).toBe("kb.count > 1");
});
