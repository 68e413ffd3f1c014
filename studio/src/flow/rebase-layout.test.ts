import { expect, test } from "vitest";
import { rebaseLayout } from "./rebase-layout";
import type { Layout, Note } from "./types";

const note = (id: string, text: string): Note => ({ id, text, colour: "yellow", x: 0, y: 0, width: 240, height: 160 });
const base: Layout = { nodes: { a: { x: 0, y: 0 }, b: { x: 0, y: 0 } }, notes: [note("n", "first")] };

test("each side’s moves stay, and mine wins where both moved", () => {
  const mine = { ...base, nodes: { a: { x: 1, y: 1 }, b: { x: 0, y: 0 } } };
  const theirs = { ...base, nodes: { a: { x: 2, y: 2 }, b: { x: 3, y: 3 }, c: { x: 4, y: 4 } } };
  expect(rebaseLayout(base, mine, theirs).nodes).toEqual({ a: { x: 1, y: 1 }, b: { x: 3, y: 3 }, c: { x: 4, y: 4 } });
});

test("notes and groups are merged one by one; what one side took out is out", () => {
  const mine = { ...base, notes: [note("n", "first"), note("m", "mine")], groups: [{ id: "g", title: "A", colour: "red" as const, nodes: ["a"] }] };
  const theirs = { ...base, notes: [] };
  const result = rebaseLayout(base, mine, theirs);
  expect(result.notes?.map((one) => one.text)).toEqual(["mine"]);
  expect(result.groups).toHaveLength(1);
  expect(rebaseLayout(base, base, { nodes: base.nodes })).toEqual({ nodes: base.nodes });
});

test("a node that both grouped apart is in one group only", () => {
  const mine = { ...base, groups: [{ id: "g", title: "A", colour: "red" as const, nodes: ["a"] }] };
  const theirs = { ...base, groups: [{ id: "h", title: "B", colour: "red" as const, nodes: ["a", "b"] }] };
  const nodes = rebaseLayout(base, mine, theirs).groups?.flatMap((group) => group.nodes);
  expect(nodes?.toSorted()).toEqual(["a", "b"]);
});
