import { expect, test } from "vitest";
import { previewCode, previewTemplate } from "./preview";

const seen = { input: { message: "VPN?" }, state: { tried: 2 }, outputs: { kb: { count: 3, score: 1, passages: [{ text: "a" }], "odd key": null } } };

test("a template is filled with the values of the run", () => {
  expect(previewTemplate("{{ input.message }} {{ kb.count }}{{ kb.nothing }}: {{ kb.passages }}", seen)).toEqual({ is: "value", value: 'VPN? 3: [{"text":"a"}]' });
  expect(previewTemplate("{{ kb.passages }}", seen)).toEqual({ is: "value", value: [{ text: "a" }] });
  expect(previewTemplate("no holes", seen)).toBeNull();
  expect(previewTemplate("{{ half", seen)).toBeNull();
});

test("what cannot be known here is not guessed", () => {
  expect(previewTemplate("Hi {{ user.name }}", seen)).toEqual({ is: "passing", name: "user" });
  expect(previewTemplate("{{ answer.text }}", seen)).toEqual({ is: "absent", name: "answer" });
  expect(previewCode("kb.count + 1", seen)).toEqual({ is: "expression", code: "kb.count + 1" });
  expect(previewCode("kb.passages[4]", seen)).toMatchObject({ is: "expression" });
});

test("paths go through null as the server does", () => {
  expect(previewCode('kb["odd key"].deeper.still', seen)).toEqual({ is: "value", value: null });
  expect(previewCode("kb.passages.len", seen)).toEqual({ is: "value", value: 1 });
  expect(previewCode("state.tried", seen)).toEqual({ is: "value", value: 2 });
});
