import { expect, test } from "vitest";
import { wordDiff } from "./word-diff";

const shown = (was: string, now: string) =>
  wordDiff(was, now)
    .map((part) => ("same" in part ? part.same : "removed" in part ? `[-${part.removed}-]` : `[+${part.added}+]`))
    .join("");

test("changed words are shown and holes stay whole", () => {
  expect(shown("Answer in English from {{ kb.passages }}.", "Reply in English from {{ search.passages }}!")).toBe("[-Answer-][+Reply+] in English from [-{{ kb.passages }}.-][+{{ search.passages }}!+]");
});

test("equal texts are one stretch, and an empty one is all new", () => {
  expect(shown("the same", "the same")).toBe("the same");
  expect(shown("", "two words")).toBe("[+two words+]");
  expect(shown("gone", "")).toBe("[-gone-]");
});

test("words that changed side by side are one change", () => {
  expect(shown("be very short now", "be rather long now")).toBe("be [-very short-][+rather long+] now");
});

test("both texts can be read back from it", () => {
  const [was, now] = ["One two three.\nFour — five, {{ a.b }}!", "Two three four.\n\nFive {{ a.b }} six?"];
  const parts = wordDiff(was, now);
  expect(parts.map((part) => ("added" in part ? "" : "same" in part ? part.same : part.removed)).join("")).toBe(was);
  expect(parts.map((part) => ("removed" in part ? "" : "same" in part ? part.same : part.added)).join("")).toBe(now);
});

test("a huge rewrite is one change rather than a long wait", () => {
  const was = Array.from({ length: 900 }, (_, at) => `a${at}`).join(" ");
  const now = Array.from({ length: 900 }, (_, at) => `b${at}`).join("-");
  const before = performance.now();
  expect(wordDiff(was, now)).toHaveLength(2);
  expect(performance.now() - before).toBeLessThan(500);
});
