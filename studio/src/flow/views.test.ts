import { expect, test } from "vitest";
import { proseOf, tableOf } from "./views";

test("a list of objects is a table, also when it is the only one in an object", () => {
  expect(tableOf([{ a: 1 }, { a: 2, b: 3 }])).toEqual({ columns: ["a", "b"], rows: [[1, undefined], [2, 3]] });
  expect(tableOf({ count: 1, passages: [{ title: "VPN" }] })?.columns).toEqual(["title"]);
  for (const value of [[], [1], {}, { a: [{ x: 1 }], b: [{ y: 1 }] }, "x", null]) expect(tableOf(value)).toBeNull();
});

test("a text is read, and the text that a node gives", () => {
  expect(proseOf({ text: "**Hi**", citations: [] })).toBe("**Hi**");
  expect(proseOf("Hi")).toBe("Hi");
  for (const value of ["", { text: 3 }, [], null]) expect(proseOf(value)).toBeNull();
});
