import { expect, test } from "vitest";
import type { Form } from "@/api/types";
import { answerLines } from "./answer-lines";

const form: Form = {
  name: "it-ticket",
  title: "IT ticket",
  description: "",
  version: 1,
  fields: [
    { name: "summary", label: "What is it about?", type: "text", required: true },
    { name: "priority", label: "How bad is it?", type: "select", required: true, options: [{ value: "P3", label: "I cannot work" }] },
    { name: "blocked", label: "Blocked", type: "boolean", required: false },
  ],
};

test("answers stand under the labels of the form, in its order", () => {
  const data = { answer: { values: { blocked: false, priority: "P3", summary: "VPN" } } };
  expect(answerLines(data, form)).toEqual([
    { label: "What is it about?", value: "VPN" },
    { label: "How bad is it?", value: "I cannot work" },
    { label: "Blocked", value: "no" },
  ]);
});

test("what was left empty is left out, and a value without a field keeps its name", () => {
  expect(answerLines({ answer: { values: { summary: "", device: null, asset_tag: 7 } } }, form)).toEqual([{ label: "asset tag", value: "7" }]);
});

test("a form that was declined has no lines", () => {
  expect(answerLines({ answer: { declined: true } }, form)).toEqual([]);
});
