import { expect, test } from "vitest";
import { holesOf, literal, literalOf, loneHole, pathOf, pathText, quote, textOf, tokens } from "./rhai";

test("tokens cover the whole text", () => {
  for (const code of ['kb.passages.filter(|p| p.score >= 0.6 && p.title != "a\\"b")', "1..kb.count", "#{ a: 1, b: `x ${y}` } // end", "a?.b ?? 'c'", "2.5e-3 + 0xff", '"never closed']) {
    expect(tokens(code).map((token) => token.text).join("")).toBe(code);
  }
});

test("holes end where the server sees them end", () => {
  const texts = (text: string) => holesOf(text).closed.map((hole) => text.slice(hole.from, hole.to));
  expect(texts("Hi {{ user.name }}, {{kb.count}}")).toEqual(["user.name", "kb.count"]);
  expect(texts("{{ #{a: #{b: 1}} }} and {{ \"}}\" }}")).toEqual(["#{a: #{b: 1}}", '"}}"']);
  expect(holesOf("a {{ b }} {{ c").open).toBe(10);
  expect(texts("{{ }}")).toEqual([""]);
  expect(loneHole("{{ kb.count }}")).toBe("kb.count");
  expect(loneHole(" {{ kb.count }}")).toBeNull();
  expect(loneHole("{{ a }}{{ b }}")).toBeNull();
});

test("a path is read and written the same", () => {
  for (const code of ["kb", "kb.passages[0].text", 'kb["odd key"].x', "input.list[12]"]) expect(pathText(pathOf(code) ?? [])).toBe(code);
  expect(pathText(pathOf('kb?.passages["title"]') ?? [])).toBe("kb.passages.title");
  for (const code of ["", "kb.", "kb.len()", "a + b", "1", "true", "kb[i]", "-kb"]) expect(pathOf(code)).toBeNull();
});

test("what is written down is read back", () => {
  for (const value of ["", 'a "b" \\ \n\tc', "łódź {{ x }}", 3, -2.5, true, null, [], [1, "a", [false]], { "odd key": { a: [null] } }]) {
    expect(literalOf(literal(value))).toEqual(value);
  }
  for (const code of ["kb.count", "1 + 1", "[kb.count]", "#{a: 1}", '"a" + "b"', "`x`"]) expect(literalOf(code)).toBeUndefined();
  expect(textOf(quote("x"))).toBe("x");
  expect(textOf('"\\"')).toBeNull();
  expect(textOf('"\\x41"')).toBeNull();
});
