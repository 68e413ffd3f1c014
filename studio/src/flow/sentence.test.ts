import { expect, test } from "vitest";
import { type Clause, COMPARISONS, needsOperand, type Operand, parseSentence, QUESTIONS, type Sentence, sentenceText, type Test } from "./sentence";

const parsed = (code: string) => {
  const found = parseSentence(code);
  return "sentence" in found ? found.sentence : found.misfit;
};

/** The same numbers each time. */
function chance(seed: number) {
  let state = seed;
  return (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % most;
  };
}

const SUBJECTS = ["answer.confidence", "kb", "kb.passages[0].title", 'input["odd key"]', "state.tried", "loop.count"];
const VALUES: Operand[] = [
  ...[0, -1, 0.6, 12_000, true, false, null, "", "P1", 'say "hi"\n\\ && ||', "łódź (a)"].map((value): Operand => ({ is: "value", value })),
  { is: "path", path: "input.n" },
  { is: "path", path: 'state["a b"]' },
];
const TESTS = [...Object.keys(COMPARISONS), ...Object.keys(QUESTIONS), "not_contains", "not_starts", "not_ends", "empty", "not_empty", "true", "false"] as Test[];

function anyClause(next: (most: number) => number): Clause {
  const test = TESTS[next(TESTS.length)] as Test;
  const isLength = test in COMPARISONS && next(3) === 0;
  return { subject: SUBJECTS[next(SUBJECTS.length)] as string, isLength, test, operand: needsOperand(test) ? (VALUES[next(VALUES.length)] as Operand) : null };
}

test("a sentence that is written and read again is the same sentence", () => {
  const next = chance(7);
  for (let round = 0; round < 2_000; round += 1) {
    const clauses = Array.from({ length: 1 + next(4) }, () => anyClause(next));
    const sentence: Sentence = { join: clauses.length > 1 && next(2) ? "or" : "and", clauses };
    const text = sentenceText(sentence);
    expect(parsed(text), text).toEqual(sentence);
    expect(sentenceText(parsed(text) as Sentence)).toBe(text);
  }
});

test("what people and models write by hand is understood", () => {
  expect(parsed("answer.confidence>=0.6")).toEqual({ join: "and", clauses: [{ subject: "answer.confidence", isLength: false, test: "at_least", operand: { is: "value", value: 0.6 } }] });
  expect(parsed("(0.6 <= answer.confidence)")).toEqual(parsed("answer.confidence >= 0.6"));
  expect(parsed("(a.x == 1) && (b == \"y\")")).toEqual(parsed('a.x == 1 && b == "y"'));
  expect(parsed("kb.passages.len() > 0 || !kb.passages.is_empty()")).toMatchObject({ join: "or", clauses: [{ isLength: true, test: "more" }, { test: "not_empty" }] });
  expect(parsed("state.solved")).toMatchObject({ clauses: [{ test: "true" }] });
});

test("a text that says more than a sentence says why it is none", () => {
  const misfits: Record<string, string> = {
    "": "empty",
    "  ": "empty",
    "a > 1 // why": "comment",
    "a > 1 && b < 2 || c": "mixed",
    "(a || b) && c": "mixed",
    "a + 1 > 2": "complex",
    "a > b + 1": "complex",
    "!(a == b)": "complex",
    "!a == b": "complex",
    "a == b == c": "complex",
    "kb.passages.filter(|p| p.score > 0.5).len() > 0": "complex",
    "a.contains(b, c)": "complex",
    "a in b": "complex",
    "a?.b == 1": "complex",
    "a == [1]": "complex",
    "a == 99999999999999999999": "complex",
    "1 == 2": "complex",
    "if a { b } else { c }": "complex",
    "a >": "complex",
    "&& a": "complex",
    'a == "x': "complex",
  };
  for (const [code, why] of Object.entries(misfits)) expect(parsed(code), code).toBe(why);
});

test("whatever the text is, reading it fails in words and never throws", () => {
  const next = chance(11);
  const pieces = ["a", "b.c", "&&", "||", "==", ">=", "!", "(", ")", '"x"', "1", ".", "[", "]", ".contains(", ".is_empty()", " ", "//", "{{", "`"];
  for (let round = 0; round < 3_000; round += 1) {
    const code = Array.from({ length: next(9) }, () => pieces[next(pieces.length)]).join("");
    const found = parsed(code);
    // What fits says the same when it is written back.
    if (typeof found !== "string") expect(parsed(sentenceText(found)), code).toEqual(found);
  }
});
