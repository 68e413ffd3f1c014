import { expect, test } from "vitest";
import { differences } from "./differences";

test("values are compared field by field, and what only one has is none in the other", () => {
  const a = { text: "hi", passages: [{ title: "VPN", score: 1 }], count: 1 };
  const b = { text: "hi", passages: [{ title: "Mail", score: 1 }, { title: "Wifi" }], more: null };
  expect(differences(a, b)).toEqual([
    { path: "passages[0].title", a: "VPN", b: "Mail" },
    { path: "passages[1]", a: undefined, b: { title: "Wifi" } },
    { path: "count", a: 1, b: undefined },
    { path: "more", a: undefined, b: null },
  ]);
  expect(differences({ a: [1] }, { a: [1] })).toEqual([]);
  expect(differences("x", ["x"])).toEqual([{ path: "", a: "x", b: ["x"] }]);
});
