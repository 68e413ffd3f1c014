import { expect, test } from "vitest";
import { contrast, readable, rgb } from "./accent";

test("a colour that can be read stays, one that cannot is moved until it can", () => {
  expect(rgb("#f0a")).toEqual([255, 0, 170]);
  expect(readable("#3b5bdb", "#fff")).toEqual({ accent: "#3b5bdb", on: "#ffffff" });
  for (const ground of ["#ffffff", "#181c22"]) {
    for (const accent of ["#ffee00", "#00ff88", "#101010", "#ffffff", "#7a7a7a"]) {
      const made = readable(accent, ground);
      const colour = rgb(made?.accent ?? "");
      expect(contrast(colour ?? [0, 0, 0], rgb(ground) ?? [0, 0, 0])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour ?? [0, 0, 0], rgb(made?.on ?? "") ?? [0, 0, 0])).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test("what is no colour changes nothing", () => {
  expect(readable("red; x", "#ffffff")).toBeNull();
});
