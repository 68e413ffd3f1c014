import { expect, test } from "vitest";
import { sampleInput } from "./sample-input";

test("an input is made of what the schema asks for", () => {
  const schema = {
    type: "object",
    required: ["message", "urgent", "tags"],
    properties: { message: { type: "string" }, urgent: { type: "boolean" }, tags: { type: "array", items: { enum: ["vpn", "mail"] } }, note: { type: "string" } },
  };
  expect(sampleInput(schema)).toEqual({ message: "My VPN does not connect", urgent: true, tags: ["vpn"] });
});

test("examples and defaults come first, and no schema is an empty input", () => {
  expect(sampleInput({ type: "object", properties: { n: { type: "integer", default: 5 }, who: { type: "string", examples: ["ada"] } } })).toEqual({ n: 5, who: "ada" });
  expect(sampleInput(undefined)).toEqual({});
});
