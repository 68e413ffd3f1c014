// Conditions as sentences: comparisons and simple questions, joined by *and* or by *or*. A text that says more does not fit, and is
// left exactly as it is; a sentence that is changed is written back in one canonical way.
import { literal, literalOf, pathOf, pathText, type Token, tokens } from "./rhai";

export const COMPARISONS = { is: "==", is_not: "!=", at_least: ">=", at_most: "<=", more: ">", less: "<" } as const;
export const QUESTIONS = { contains: "contains", starts: "starts_with", ends: "ends_with" } as const;

/** `not_…` is the same with `!` before it. */
export type Test = keyof typeof COMPARISONS | keyof typeof QUESTIONS | "not_contains" | "not_starts" | "not_ends" | "empty" | "not_empty" | "true" | "false";

export type Operand = { is: "value"; value: string | number | boolean | null } | { is: "path"; path: string };

export interface Clause {
  /** `answer.confidence`, as it is written. */
  subject: string;
  /** Not the value itself, but how long it is. */
  isLength: boolean;
  test: Test;
  /** Questions that ask of nothing else have none. */
  operand: Operand | null;
}

export interface Sentence {
  join: "and" | "or";
  clauses: Clause[];
}

/** Why a text is no sentence. */
export type Misfit = "empty" | "comment" | "mixed" | "complex";

export type Parsed = { sentence: Sentence } | { misfit: Misfit };

const ALONE = new Set<Test>(["empty", "not_empty", "true", "false"]);
export const needsOperand = (test: Test): boolean => !ALONE.has(test);

export function parseSentence(code: string): Parsed {
  const all = tokens(code);
  if (all.some((token) => token.type === "space" && token.text.startsWith("/"))) return { misfit: "comment" };
  const solid = unwrapped(all.filter((token) => token.type !== "space"));
  if (solid.length === 0) return { misfit: "empty" };
  const signs = topLevel(solid).filter((token) => token.text === "&&" || token.text === "||");
  const join = signs[0]?.text === "||" ? "or" : "and";
  if (new Set(signs.map((token) => token.text)).size > 1) return { misfit: "mixed" };
  const parts = split(solid, signs);
  const clauses = parts.map((part) => clauseOf(unwrapped(part)));
  if (clauses.every((clause) => clause !== null)) return { sentence: { join, clauses } };
  const isMixed = parts.some((part) => unwrapped(part).some((token) => token.text === "&&" || token.text === "||") && part[0]?.text === "(");
  return { misfit: isMixed ? "mixed" : "complex" };
}

export const sentenceText = ({ join, clauses }: Sentence): string => clauses.map(clauseText).join(join === "and" ? " && " : " || ");

function clauseText({ subject, isLength, test, operand }: Clause): string {
  const of = isLength ? `${subject}.len()` : subject;
  const said = operand === null ? "" : operand.is === "path" ? operand.path : literal(operand.value);
  if (test in COMPARISONS) return `${of} ${COMPARISONS[test as keyof typeof COMPARISONS]} ${said}`;
  const isNot = test.startsWith("not_") || test === "false";
  const bare = test.replace(/^not_/, "");
  const question = bare === "empty" ? ".is_empty()" : bare in QUESTIONS ? `.${QUESTIONS[bare as keyof typeof QUESTIONS]}(${said})` : "";
  return `${isNot ? "!" : ""}${of}${question}`;
}

const OPEN = new Set(["(", "[", "{", "#{", "?["]);
const CLOSE = new Set([")", "]", "}"]);

/** Tokens that stand in no bracket; the brackets themselves are left out. */
function topLevel(list: Token[]): Token[] {
  let depth = 0;
  return list.filter((token) => {
    if (token.type === "sign" && OPEN.has(token.text)) depth += 1;
    else if (token.type === "sign" && CLOSE.has(token.text)) depth -= 1;
    else return depth === 0;
    return false;
  });
}

function split(list: Token[], at: Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of list) {
    if (at.includes(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Without brackets around the whole. */
function unwrapped(list: Token[]): Token[] {
  let inner = list;
  while (inner[0]?.text === "(" && inner.at(-1)?.text === ")") {
    let depth = 0;
    const closes = inner.findIndex((token) => (depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0) === 0);
    if (closes !== inner.length - 1) break;
    inner = inner.slice(1, -1);
  }
  return inner;
}

const FLIPPED: Record<string, string> = { "==": "==", "!=": "!=", ">=": "<=", "<=": ">=", ">": "<", "<": ">" };
const COMPARED = new Map<string, Test>(Object.entries(COMPARISONS).map(([test, sign]) => [sign, test as Test]));
const ASKED = new Map<string, Test>(Object.entries(QUESTIONS).map(([test, name]) => [name, test as Test]));

function clauseOf(list: Token[]): Clause | null {
  const signs = topLevel(list).filter((token) => COMPARED.has(token.text));
  if (signs.length > 1) return null;
  const [sign] = signs;
  if (sign) {
    const [left, right] = split(list, [sign]) as [Token[], Token[]];
    return compared(left, sign.text, right) ?? compared(right, FLIPPED[sign.text] as string, left);
  }
  const isNot = list[0]?.text === "!";
  const rest = isNot ? list.slice(1) : list;
  const asked = askedOf(rest);
  if (asked) return isNot ? { ...asked, test: `not_${asked.test}` as Test } : asked;
  const path = pathIn(rest);
  return path === null ? null : { subject: path, isLength: false, test: isNot ? "false" : "true", operand: null };
}

function compared(left: Token[], sign: string, right: Token[]): Clause | null {
  const subject = subjectOf(left);
  const operand = operandOf(right);
  const test = COMPARED.get(sign);
  return subject && operand && test ? { ...subject, test, operand } : null;
}

/** `path.contains(operand)`, `path.is_empty()` */
function askedOf(list: Token[]): Clause | null {
  const open = list.findIndex((token, at) => token.text === "(" && list[at - 1]?.type === "name" && list[at - 2]?.text === ".");
  if (open < 0 || list.at(-1)?.text !== ")") return null;
  const name = list[open - 1]?.text ?? "";
  const path = pathIn(list.slice(0, open - 2));
  const given = list.slice(open + 1, -1);
  if (path === null) return null;
  if (name === "is_empty") return given.length === 0 ? { subject: path, isLength: false, test: "empty", operand: null } : null;
  const [test, operand] = [ASKED.get(name), operandOf(given)];
  return test && operand ? { subject: path, isLength: false, test, operand } : null;
}

function subjectOf(list: Token[]): Pick<Clause, "subject" | "isLength"> | null {
  const words = list.map((token) => token.text);
  const isLength = words.slice(-4).join("") === ".len()";
  const path = pathIn(isLength ? list.slice(0, -4) : list);
  return path === null ? null : { subject: path, isLength };
}

function operandOf(list: Token[]): Operand | null {
  const path = pathIn(list);
  if (path !== null) return { is: "path", path };
  const code = codeOf(list);
  const value = literalOf(code);
  if (value === undefined || typeof value === "object") return value === null ? { is: "value", value: null } : null;
  // Whole numbers that JavaScript cannot hold would come back as others.
  if (typeof value === "number" && !Number.isSafeInteger(Math.trunc(value))) return null;
  return { is: "value", value: value as string | number | boolean };
}

function pathIn(list: Token[]): string | null {
  // `?.` asks something else of what is missing than `.` does.
  if (list.some((token) => token.text.startsWith("?"))) return null;
  const path = pathOf(codeOf(list));
  return path === null ? null : pathText(path);
}

/** Apart from each other, so that two names do not become one. */
const codeOf = (list: Token[]): string => list.map((token) => token.text).join(" ").replace(/^- /, "-");

/** What may be asked of a value, by its type; of one that is not known, everything. */
export function testsFor(type: string): Test[] {
  const text: Test[] = ["contains", "not_contains", "starts", "ends", "empty", "not_empty"];
  const number: Test[] = ["is", "is_not", "at_least", "at_most", "more", "less"];
  if (type === "number") return number;
  if (type === "yes/no") return ["true", "false"];
  if (type === "text") return ["is", "is_not", ...text];
  if (type.startsWith("list")) return ["contains", "not_contains", "empty", "not_empty"];
  if (type === "object") return ["empty", "not_empty"];
  return [...number, ...text, "true", "false"];
}
