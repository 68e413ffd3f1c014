// The parts of an expectation as a form has them. What the form has no field for stays as it is, and is edited as JSON.
import type { Expect, FlowTest } from "@/api/tests";
import { t } from "@/i18n";

export type Part = "contains" | "not_contains" | "matches" | "equals" | "visits" | "never" | "ends" | "citations" | "calls" | "output" | "state" | "waits" | "tokens" | "cost" | "error" | "rubric";

export const PART_WORDS: Record<Part, string> = {
  contains: t("The reply contains"),
  not_contains: t("The reply does not contain"),
  matches: t("The reply matches"),
  equals: t("The replies are, to the letter"),
  visits: t("It comes through"),
  never: t("It never comes through"),
  ends: t("At the end it is"),
  citations: t("It cites"),
  calls: t("Calls are made"),
  output: t("The run’s output has"),
  state: t("Channels hold"),
  waits: t("It waits for"),
  tokens: t("Tokens, at most"),
  cost: t("Cost, at most"),
  error: t("It fails with"),
  rubric: t("Judged by a rubric"),
};

export const PARTS = Object.keys(PART_WORDS) as Part[];

type Lines = Extract<Part, "contains" | "not_contains" | "matches" | "equals" | "visits" | "never" | "citations">;
export const isLines = (part: Part): part is Lines => ["contains", "not_contains", "matches", "equals", "visits", "never", "citations"].includes(part);

/** What a part says; `undefined` when it is not expected at all. */
export function read(expect: Expect, part: Part): unknown {
  switch (part) {
    case "contains":
    case "not_contains":
    case "matches":
    case "equals":
      return expect.reply?.[part];
    case "visits":
    case "never":
    case "ends":
      return expect.path?.[part];
    case "citations":
      // Those that are known by more than their title are only to be seen as JSON.
      return expect.citations?.map((one) => (Object.keys(one).join() === "title" ? String(one.title) : JSON.stringify(one)));
    case "tokens":
      return expect.usage?.max_tokens;
    case "cost":
      return expect.usage?.max_cost;
    default:
      return expect[part];
  }
}

/** With another value for a part; `undefined` takes it away. What is then empty is left out. */
export function write(expect: Expect, part: Part, value: unknown): Expect {
  switch (part) {
    case "contains":
    case "not_contains":
    case "matches":
    case "equals":
      return tidy({ ...expect, reply: { ...expect.reply, [part]: value } });
    case "visits":
    case "never":
    case "ends":
      return tidy({ ...expect, path: { ...expect.path, [part]: value } });
    case "citations":
      return tidy({ ...expect, citations: (value as string[] | undefined)?.map(citation) });
    case "tokens":
      return tidy({ ...expect, usage: { ...expect.usage, max_tokens: value as number | undefined } });
    case "cost":
      return tidy({ ...expect, usage: { ...expect.usage, max_cost: value as number | undefined } });
    default:
      return tidy({ ...expect, [part]: value });
  }
}

function citation(line: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read === "object" && read !== null) return read as Record<string, unknown>;
  } catch {
    // A title.
  }
  return { title: line };
}

function tidy(expect: Expect): Expect {
  const { reply, path, usage, ...rest } = expect;
  const kept = { ...rest, reply: filled(reply), path: filled(path), usage: filled(usage) };
  return filled(kept) ?? {};
}

function filled<T extends object>(value: T | undefined): T | undefined {
  const entries = Object.entries(value ?? {}).filter(([, one]) => one !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
}

/** What a part begins with when it is added. */
export function fresh(part: Part): unknown {
  if (isLines(part)) return [];
  if (part === "ends") return "completed";
  if (part === "tokens") return 1_000;
  if (part === "cost") return 0.01;
  if (part === "rubric") return { text: "" };
  return {};
}

/** As the server has it. */
export const MAX_RUBRIC = 2_000;

/** Whether a rubric says nothing yet, or too much: such a test cannot be kept. */
export function hasUnfitRubric(test: Pick<FlowTest, "turns" | "expect">): boolean {
  const rubrics = [...(test.turns ?? []), test].flatMap((one) => one.expect?.rubric ?? []);
  return rubrics.some(({ text }) => text.trim() === "" || [...text].length > MAX_RUBRIC);
}
