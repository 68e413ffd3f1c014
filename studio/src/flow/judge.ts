// Whether a sentence holds with the values of a run. Only what the server would say for certain is said; the rest is left to it.
import { type Preview, previewCode } from "./preview";
import type { Seen } from "./scope";
import { type Clause, COMPARISONS, type Sentence } from "./sentence";

export function judge({ join, clauses }: Sentence, seen: Seen): Preview {
  // As the server does it: from the left, and no further than is needed.
  for (const clause of clauses) {
    const found = judgeClause(clause, seen);
    if (found.is !== "value") return found;
    if (found.value === (join === "or")) return found;
  }
  return { is: "value", value: join === "and" };
}

const unknown: Preview = { is: "expression", code: "" };
const said = (value: boolean): Preview => ({ is: "value", value });

function judgeClause({ subject, isLength, test, operand }: Clause, seen: Seen): Preview {
  const found = previewCode(subject, seen) ?? unknown;
  if (found.is !== "value") return found;
  const other = operand === null ? null : operand.is === "path" ? (previewCode(operand.path, seen) ?? unknown) : { is: "value" as const, value: operand.value as unknown };
  if (other && other.is !== "value") return other;
  const left = isLength ? lengthOf(found.value) : found.value;
  if (left === undefined) return unknown;
  if (test in COMPARISONS) return compare(left, test as keyof typeof COMPARISONS, other?.value);
  const isNot = test.startsWith("not_") || test === "false";
  const answer = ask(left, test.replace(/^not_/, ""), other?.value);
  return answer === null ? unknown : said(answer !== isNot);
}

function lengthOf(value: unknown): number | undefined {
  if (value === null) return 0;
  if (typeof value === "string") return Array.from(value).length;
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" ? Object.keys(value).length : undefined;
}

function compare(left: unknown, test: keyof typeof COMPARISONS, right: unknown): Preview {
  const isPlain = (value: unknown) => typeof value !== "object" || value === null;
  if ((test === "is" || test === "is_not") && isPlain(left) && isPlain(right)) return said((left === right) === (test === "is"));
  if (typeof left !== "number" || typeof right !== "number") return unknown;
  if (test === "at_least") return said(left >= right);
  if (test === "at_most") return said(left <= right);
  return test === "more" ? said(left > right) : test === "less" ? said(left < right) : unknown;
}

function ask(left: unknown, question: string, right: unknown): boolean | null {
  if (question === "true" || question === "false") return typeof left === "boolean" ? left : null;
  if (question === "empty") return typeof left === "object" || typeof left === "string" ? lengthOf(left) === 0 : null;
  // An absent value contains nothing, and begins with nothing.
  if (left === null) return false;
  if (question === "contains" && Array.isArray(left) && (typeof right !== "object" || right === null)) return left.includes(right);
  if (typeof left !== "string" || typeof right !== "string") return null;
  if (question === "contains") return left.includes(right);
  return question === "starts" ? left.startsWith(right) : question === "ends" ? left.endsWith(right) : null;
}
