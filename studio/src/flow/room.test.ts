import { expect, test } from "vitest";
import { docOf, flow, node } from "@/testing/builders";
import { between } from "./room";
import type { Layout } from "./types";

const line = flow([node("a"), node("b"), node("c"), node("aside")], "start>a a>b b>c start>aside");
const spread = (step: number): Layout => ({ nodes: { start: { x: 0, y: 0 }, a: { x: step, y: 0 }, b: { x: 2 * step, y: 40 }, c: { x: 3 * step, y: 0 }, aside: { x: 2 * step, y: 300 } } });

test("where two nodes stand close, what follows moves on, and nothing else", () => {
  const { at, moves } = between(line, spread(328), "a", "b");
  expect(at).toEqual({ x: 656, y: 20 });
  expect(moves).toEqual({ b: { x: 984, y: 40 }, c: { x: 1312, y: 0 } });
});

test("where there is room, it is taken and nothing moves", () => {
  expect(between(line, spread(700), "a", "b")).toEqual({ at: { x: 1050, y: 20 }, moves: {} });
});

test("what is pinned keeps its place", () => {
  const layout = spread(328);
  layout.nodes.c = { ...layout.nodes.c, x: 984, y: 0, pinned: true };
  expect(Object.keys(between(line, layout, "a", "b").moves)).toEqual(["b"]);
});

test("on a way back nothing moves, and the node stands beside where the way begins", () => {
  const { nodes } = docOf(line).layout;
  const { at, moves } = between(flow(line.nodes, "start>a a>b b>a"), { nodes }, "b", "a");
  expect(moves).toEqual({});
  expect(at.x).toBeGreaterThan(nodes.b?.x ?? 0);
});

test("a way around moves each node once", () => {
  const round = flow([node("a"), node("b"), node("c")], "start>a a>b b>c c>b");
  const { moves } = between(round, { nodes: { start: { x: 0, y: 0 }, a: { x: 328, y: 0 }, b: { x: 656, y: 0 }, c: { x: 984, y: 0 } } }, "a", "b");
  expect(moves).toEqual({ b: { x: 984, y: 0 }, c: { x: 1312, y: 0 } });
});
