import { expect, test } from "vitest";
import { freePlace } from "./free-place";
import { overlap } from "./room";

const card = (x: number, y: number) => ({ x, y, width: 240, height: 84 });

test("where nothing is, a thing stays where it should go", () => {
  expect(freePlace([card(0, 200)], card(0, 0))).toEqual({ x: 0, y: 0 });
});

test("it goes to whichever side is nearest, onto nothing", () => {
  const wall = (x: number, y: number) => ({ x, y, width: 1_000, height: 1_000 });
  expect(freePlace([card(0, 0)], card(0, 8))).toEqual({ x: 0, y: 112 });
  expect(freePlace([card(0, 0)], card(0, -8))).toEqual({ x: 0, y: -112 });
  expect(freePlace([wall(-900, -500)], card(0, 0)).x).toBeGreaterThanOrEqual(100);
  expect(freePlace([wall(100, -500)], card(0, 0)).x).toBeLessThanOrEqual(-140);
});

test("a row of things is passed as a whole", () => {
  const row = [0, 320, 640].map((x) => card(x, 0));
  const block = { x: 0, y: 0, width: 880, height: 84 };
  const to = freePlace(row, block);
  expect(row.some((one) => overlap(one, { ...block, ...to }, 0))).toBe(false);
});
