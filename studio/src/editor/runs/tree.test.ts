import { expect, test } from "vitest";
import { rowsOf, treeOf } from "./tree";

const step = (address: string, iteration = 0, endedAt: number | null = 1) => ({ address, iteration, endedAt });
const listed = (steps: ReturnType<typeof step>[], closed = "") => rowsOf(treeOf(steps), (branch) => branch.step.address !== closed);

test("what ran inside a node follows it, item by item, in whatever order it finished", () => {
  const rows = listed([step("each"), step("each[1]/kb"), step("each[0]/kb"), step("done"), step("each[0]/say"), step("each", 1), step("each#2[0]/kb")]);
  expect(rows.map((row) => `${row.depth} ${row.step.address}`)).toEqual(["0 each", "1 each[0]/kb", "1 each[0]/say", "1 each[1]/kb", "0 done", "0 each", "1 each#2[0]/kb"]);
});

test("a closed step says how much ran inside it, and hides it", () => {
  const rows = listed([step("each"), step("each[0]/sub"), step("each[0]/sub[0]/kb"), step("done")], "each");
  expect(rows.map((row) => [row.step.address, row.inside, row.open])).toEqual([["each", 2, false], ["done", 0, false]]);
});

test("a container says how many of its items are over", () => {
  const [row] = listed([step("each", 0, null), step("each[0]/kb"), step("each[0]/say"), step("each[1]/kb"), step("each[1]/say", 0, null), step("each[2]/kb")]);
  expect(row).toMatchObject({ inside: 5, itemsDone: 2 });
});
