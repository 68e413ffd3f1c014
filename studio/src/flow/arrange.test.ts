import { expect, test } from "vitest";
import { align, distribute } from "./arrange";
import { helperLines } from "./helper-lines";

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height });

test("things are put in line by any edge or middle", () => {
  const boxes = { a: box(0, 0), b: box(40, 100, 200) };
  expect(align(boxes, "left")).toEqual({ a: { x: 0, y: 0 }, b: { x: 0, y: 100 } });
  expect(align(boxes, "right")).toEqual({ a: { x: 140, y: 0 }, b: { x: 40, y: 100 } });
  expect(align(boxes, "centre").a).toEqual({ x: 70, y: 0 });
  expect(align(boxes, "middle").b).toEqual({ x: 40, y: 50 });
  expect(align({ a: box(0, 0) }, "left")).toEqual({});
});

test("the gaps between three become equal; the outer ones stay", () => {
  expect(distribute({ c: box(400, 0), a: box(0, 0), b: box(110, 9) }, "across")).toEqual({ a: { x: 0, y: 0 }, b: { x: 200, y: 9 }, c: { x: 400, y: 0 } });
  expect(distribute({ a: box(0, 0), b: box(9, 9) }, "down")).toEqual({});
});

test("what is nearly in line gets there, and the line says with what", () => {
  const lines = helperLines(box(3, 300), [box(0, 0), box(500, 500)], 5);
  expect(lines).toMatchObject({ dx: -3, dy: 0, vertical: { x: 0, from: 0, to: 350 }, horizontal: null });
  expect(helperLines(box(30, 300), [box(0, 0)], 5)).toMatchObject({ dx: 0, vertical: null });
});
