import { expect, test } from "vitest";
import { fromFrame, toFrame } from "./frame-messages";

test("only the messages of the list are understood, and only their own fields", () => {
  expect(toFrame({ flowright: "open", more: 1 })).toEqual({ flowright: "open" });
  expect(toFrame({ flowright: "identify", token: "a.b.c" })).toEqual({ flowright: "identify", token: "a.b.c" });
  expect(fromFrame({ flowright: "unread", count: 2 })).toEqual({ flowright: "unread", count: 2 });
});

test("everything else is nothing", () => {
  for (const data of [null, "open", 1, {}, { flowright: "eval" }, { flowright: "identify" }, { flowright: "identify", token: "x".repeat(9_000) }]) expect(toFrame(data)).toBeNull();
  for (const data of [undefined, { flowright: "unread", count: "2" }, { flowright: "unread", count: -1 }, { flowright: "open" }]) expect(fromFrame(data)).toBeNull();
});
