import { expect, test } from "vitest";
import { parseFailure, part, quoted } from "./failure";

test("a failure is parted into its turn, what was wanted and what came", () => {
  expect(parseFailure("turn 2: the reply must be ‘You said: hello’; it was ‘Hello yourself’")).toEqual({ turn: 2, wanted: "the reply must be ‘You said: hello’", got: "it was ‘Hello yourself’" });
  expect(parseFailure("it uses 900 tokens; at most 500 are allowed")).toEqual({ turn: null, wanted: "it uses 900 tokens; at most 500 are allowed", got: null });
  expect(parseFailure("turn 1: it never comes through ‘ticket’; its way was start, search")).toMatchObject({ turn: 1, got: "its way was start, search" });
  expect(parseFailure("‘ticket’ is called once instead of twice").got).toBeNull();
  expect(quoted("it was ‘a ‘b’ c’")).toBe("a ‘b’ c");
});

test("of two texts the middle that differs is marked, word by word", () => {
  const [a, b] = part("Press the red button now", "Press the big green button now");
  expect(a).toEqual([{ text: "Press the ", differs: false }, { text: "red", differs: true }, { text: " button now", differs: false }]);
  expect(b[1]).toEqual({ text: "big green", differs: true });
  expect(part("same", "same")[0]).toEqual([{ text: "same", differs: false }]);
});
