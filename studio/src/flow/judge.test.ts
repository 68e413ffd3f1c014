import { expect, test } from "vitest";
import { judge } from "./judge";
import { parseSentence } from "./sentence";

const seen = { input: { message: "My VPN", n: 3, tags: ["a"], none: null, yes: true }, outputs: {} };
const judged = (code: string) => {
  const parsed = parseSentence(code);
  if (!("sentence" in parsed)) throw new Error(`${code} is no sentence`);
  const found = judge(parsed.sentence, seen);
  return found.is === "value" ? found.value : found.is;
};

test("a sentence holds or does not, with the values of a run", () => {
  for (const code of ["input.n >= 3", 'input.message.contains("VPN")', "!input.tags.is_empty()", "input.yes", "input.n > 5 || input.yes", "input.none == null", "input.none.is_empty()", "input.message.len() == 6", 'input.message != "x"', 'input.tags.contains("a")']) {
    expect(judged(code), code).toBe(true);
  }
  for (const code of ["input.n < 3", "!input.yes", 'input.none.contains("x")', "input.n == 4 && input.yes", 'input.n == "3"', 'input.message.starts_with("VPN")']) expect(judged(code), code).toBe(false);
});

test("what the server might see differently is left to it", () => {
  expect(judged('input.message > "a"')).toBe("expression");
  expect(judged("input.n")).toBe("expression");
  expect(judged("user.id == 1")).toBe("passing");
  expect(judged("kb.count > 1")).toBe("absent");
  // Decided before it comes to what is not known.
  expect(judged("input.yes || kb.count > 1")).toBe(true);
});
