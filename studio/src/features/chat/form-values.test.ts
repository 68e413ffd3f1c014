import { expect, test } from "vitest";
import type { Form, FormField } from "@/api/types";
import { answersOf, isUnderstood, missingOf } from "./form-values";

const form = {
  name: "t",
  fields: [
    { name: "what", type: "text", required: true },
    { name: "many", type: "number", default: 1 },
    { name: "urgent", type: "boolean" },
    { name: "note", type: "textarea" },
  ],
} as unknown as Form;
const what = form.fields[0] as FormField;

test("what was understood is there until it is changed", () => {
  expect(isUnderstood(what, { what: "VPN" }, {})).toBe(true);
  expect(isUnderstood(what, { what: "VPN" }, { what: "VPN!" })).toBe(false);
  expect(answersOf(form, { what: "VPN" }, { many: "3" })).toEqual({ what: "VPN", many: 3, urgent: false });
});

test("a required field that was emptied is missing, and an empty one is not sent", () => {
  expect(missingOf(form, { what: "VPN" }, { what: "  " })).toEqual(["what"]);
  expect(answersOf(form, {}, { note: "" })).toEqual({ many: 1, urgent: false });
});
