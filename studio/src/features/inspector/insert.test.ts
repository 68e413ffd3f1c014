import { expect, test } from "vitest";
import { insert } from "./insert";

test("a value comes into a template with its braces", () => {
  expect(insert("Hello ", 6, 6, "user.name", false)).toEqual({ text: "Hello {{ user.name }}", caret: 21 });
});

test("before a hole that stands at the beginning, the new one gets braces too", () => {
  expect(insert("{{ input.message }}", 0, 0, "kb.count", false).text).toBe("{{ kb.count }}{{ input.message }}");
});

test("in an open hole only the name is missing", () => {
  expect(insert("{{  }}", 3, 3, "kb.count", false).text).toBe("{{ kb.count }}");
  expect(insert("{{ a }} {{ ", 11, 11, "b", false).text).toBe("{{ a }} {{ b");
});

test("in an expression a name is only a name, and replaces what is selected", () => {
  expect(insert("x > 1", 0, 1, "kb.count", true)).toEqual({ text: "kb.count > 1", caret: 8 });
});
