import { Position } from "@xyflow/react";
import { expect, test } from "vitest";
import { wayOf } from "./ways";

const ends = (sourceX: number, sourceY: number, targetX: number, targetY: number) => ({ sourceX, sourceY, targetX, targetY, sourcePosition: Position.Right, targetPosition: Position.Left });

test("a way back between cards in one row runs below them", () => {
  const [path, , y] = wayOf(ends(880, 42, 320, 42));
  expect(y).toBe(126);
  // Along the whole of it, under what is between the two.
  expect(path).toMatch(/L.*,126/);
});

test("so does one to a card a little higher or lower", () => {
  expect(wayOf(ends(880, 38, 320, 90))[2]).toBe(174);
  expect(wayOf(ends(880, 90, 320, 38))[2]).toBe(174);
});

test("between two rows there is room for it half-way", () => {
  expect(wayOf(ends(880, 42, 320, 342))[2]).toBe(192);
});

test("a way on is a curve, as it was", () => {
  expect(wayOf(ends(240, 42, 320, 42))[0]).toContain("C");
});
