import { expect, test } from "vitest";
import { actionWords, shortObject } from "./audit-words";

test("an action is said in words, and an unknown one is left to its code", () => {
  expect(actionWords("flow.published")).toBe("Flow published");
  expect(actionWords("moon.landed")).toBeUndefined();
});

test("names stay whole and ids are cut", () => {
  expect(shortObject("it-helpdesk")).toBe("it-helpdesk");
  expect(shortObject("01a21886-b978-7771-9a99-6a618f5cdd85")).toBe("01a21886…dd85");
});
