import { expect, test } from "vitest";
import { commands } from "./all";
import { GROUPS, helpRows } from "./help";

const all = GROUPS.flatMap(helpRows);
const keysOf = (label: string) => all.find((row) => row.label === label)?.keys;

test("every command with a key is listed, each group once", () => {
  expect([...new Set(commands.map((one) => one.group))].toSorted()).toEqual([...GROUPS].toSorted());
  for (const one of commands) if (one.keys.length > 0) expect(keysOf(one.row ?? one.label), one.id).toBeDefined();
});

test("the four arrows are one line", () => {
  expect(keysOf("Move what is chosen by 40")).toEqual(["Ctrl+Shift+←→↑↓"]);
  expect(keysOf("Go to the neighbour, along the connections")).toEqual(["←→↑↓"]);
});

test("the keys of the design are there", () => {
  expect(keysOf("Add a node")).toEqual(["/", "N"]);
  expect(keysOf("Connect to…")).toEqual(["C"]);
  expect(keysOf("Add next node, connected")).toEqual(["A"]);
  expect(keysOf("Rename node")).toEqual(["F2"]);
  expect(keysOf("Next or previous problem")).toEqual(["F8", "Shift+F8"]);
  expect(keysOf("Close, or clear the selection")).toEqual(["Esc"]);
});

test("no key means two things", () => {
  const keys = commands.flatMap((one) => one.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
