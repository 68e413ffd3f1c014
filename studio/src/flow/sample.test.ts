import { expect, test } from "vitest";
import { sample } from "./sample";

test("a value is made of what its schema suggests, else of the emptiest that fits", () => {
  const schema = {
    type: "object",
    properties: {
      title: { type: "string", examples: ["VPN"] },
      state: { enum: ["new", "open"] },
      score: { type: "number", minimum: 1 },
      tags: { type: "array", items: { type: ["null", "string"] } },
      about: { oneOf: [{ type: "boolean" }, { type: "string" }] },
      any: {},
    },
  };
  expect(sample(schema)).toEqual({ title: "VPN", state: "new", score: 1, tags: [""], about: false, any: null });
  expect(sample(undefined)).toBeNull();
});
