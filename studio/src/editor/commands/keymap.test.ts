import { beforeEach, expect, test } from "vitest";
import { command } from "./all";
import { helpRows } from "./help";
import { assign, keysOf, ownerOf, reset, resetAll } from "./keymap";
import type { Command } from "./types";

const keys = (id: string) => keysOf(command(id) as Command);

beforeEach(resetAll);

test("a command gets other keys, and whoever had them loses them", () => {
  assign("connect", "N");
  expect(keys("connect")).toEqual(["N"]);
  expect(keys("palette")).toEqual(["/"]);
  expect(ownerOf("N")?.id).toBe("connect");
  expect(helpRows("Add").find((row) => row.label === "Connect to…")?.keys).toEqual(["N"]);
});

test("set back, a command has what it came with, alone", () => {
  assign("connect", "X");
  assign("palette", "C");
  reset("connect");
  expect(keys("connect")).toEqual(["C"]);
  expect(keys("palette")).toEqual([]);
  resetAll();
  expect(keys("palette")).toEqual(["/", "N"]);
});
