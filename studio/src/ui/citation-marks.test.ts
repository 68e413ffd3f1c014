import { expect, test } from "vitest";
import { atMarks, numbersOf, placesOf, renumbered, withoutHalf } from "./citation-marks";

const upTo = (count: number) => (n: number) => n >= 1 && n <= count;

test("sources are numbered as they are mentioned, without a gap, and those that are not mentioned come last", () => {
  const text = "Restart it [3]. Then [1, 3] and `arr[2]`, [9] and [^5].";
  const places = placesOf(text, upTo(5), [1, 2, 3, 5]);
  expect([3, 1, 5, 2, 9, 4].map(places.of)).toEqual([1, 2, 3, 4, undefined, undefined]);
  expect(renumbered(text, places)).toBe("Restart it [1]. Then [2][1] and `arr[2]`, [9] and [3].");
});

test("what was mentioned keeps its number while more is written", () => {
  const whole = "a [7] b [2], `y[3]` [7]\n\n```\nx[1]\n```\n\nc [4] d";
  const last = placesOf(whole, upTo(9));
  for (let end = 0; end <= whole.length; end++) {
    const now = placesOf(withoutHalf(whole.slice(0, end)), upTo(9));
    for (let n = 1; n <= 9; n++) if (now.of(n) !== undefined) expect([end, now.of(n)]).toEqual([end, last.of(n)]);
  }
  expect([7, 2, 4, 1].map(last.of)).toEqual([1, 2, 3, undefined]);
});

test("half a mark at the end is held back, and only there", () => {
  const shown = ["See [", "See [1", "See [1, ", "See [^2"].map(withoutHalf);
  expect(shown).toEqual(["See ", "See ", "See ", "See "]);
  for (const text of ["See [1]", "See [a", "a[1 b", "x"]) expect(withoutHalf(text)).toBe(text);
});

test("a text falls apart at its marks, and a link is none", () => {
  expect(atMarks("a [1] b [2; 3] [4](x)")).toEqual(["a ", "[1]", " b ", "[2; 3]", " [4](x)"]);
  expect(numbersOf("[2; ^3]")).toEqual([2, 3]);
  expect(numbersOf("[2 3]")).toEqual([]);
});
