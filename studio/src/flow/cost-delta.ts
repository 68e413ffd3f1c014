// What tests use up with the draft beside the last published version, in words and figures.
import type { components } from "@/api/generated/schema";
import { t } from "@/i18n";
import { money } from "@/i18n/format";

export type CostDelta = components["schemas"]["CostDelta"];
type TestCost = components["schemas"]["TestCost"];
type TestUsage = components["schemas"]["TestUsage"];

export interface DeltaWords {
  /** One sentence for all tests together. */
  said: string;
  /** What limits it. */
  notes: string[];
  /** The tests that differ, or of which nothing is known. */
  rows: { name: string; title: string; said: string }[];
}

export function costDeltaWords(delta: CostDelta): DeltaWords {
  const { tests, version, priced } = delta;
  const known = tests.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []));
  const rows = tests.flatMap((one) => {
    const said = row(one, version);
    return said === null ? [] : [{ name: one.name, title: one.title || one.name, said }];
  });
  return { said: summary(delta, known), notes: notes(priced, known), rows };
}

function summary({ tests, version }: CostDelta, known: { before: TestUsage; after: TestUsage }[]): string {
  if (known.length === 0) return t("Not known: no test comes to its end both with the draft and with version {version}.", { version });
  const calls = known.reduce((sum, { before, after }) => sum + before.model_calls + after.model_calls, 0);
  if (calls === 0 && known.length === tests.length) return t("No change: the tests ask no model.");
  if (tests.every((one) => one.asks_the_same)) return t("No change: the tests ask models the same as with version {version}.", { version });
  const [before, after] = [total(known.map((one) => one.before)), total(known.map((one) => one.after))];
  // Other questions whose mocks still tell of the old ones' tokens.
  if (isSame(before, after)) return t("Models are asked otherwise, but as often as before; what it costs is known when runs with the draft are made tests.");
  if (before.cost_micros !== null && after.cost_micros !== null) {
    const by = after.cost_micros - before.cost_micros;
    const words = { before: amount(before.cost_micros), after: amount(after.cost_micros), by: amount(Math.abs(by)) };
    if (by > 0) return t("One run of each test: {before} with the version, {after} with the draft; {by} more.", words);
    if (by < 0) return t("One run of each test: {before} with the version, {after} with the draft; {by} less.", words);
  }
  return t("One run of each test: {before} with the version, {after} with the draft.", { before: figures(before), after: figures(after) });
}

function notes(priced: CostDelta["priced"], known: { before: TestUsage; after: TestUsage }[]): string[] {
  const said = [];
  const asks = known.some(({ before, after }) => before.model_calls + after.model_calls > 0);
  if (asks && priced === "unknown") said.push(t("No price is known, so it is told in tokens. Prices stand in the settings of the model."));
  if (asks && priced === "recorded") said.push(t("By the prices when the tests were recorded; there are none in the settings now."));
  const uncounted = known.reduce((sum, { after }) => sum + after.uncounted, 0);
  if (uncounted > 0) said.push(t("{count, plural, one {Of # question to a model no tokens are recorded; it is not in it.} other {Of # questions to models no tokens are recorded; they are not in it.}}", { count: uncounted }));
  return said;
}

/** One test; `null` when nothing is different. */
function row({ before, after, asks_the_same }: TestCost, version: number): string | null {
  if (!after) return t("does not come to its end with the draft, so it is not known");
  if (!before) return t("does not come to its end with version {version}; with the draft {figures}", { version, figures: figures(after) });
  if (asks_the_same) return null;
  if (isSame(before, after)) return t("asks models otherwise; the recorded tokens are those of the old questions");
  return `${figures(before)} → ${figures(after)}`;
}

/** `2 model calls, 170 tokens, $0.0005` */
function figures({ model_calls, input_tokens, output_tokens, cost_micros }: TestUsage): string {
  const tokens = input_tokens + output_tokens;
  const parts = [t("{count, plural, =0 {no question to a model} one {# question to a model} other {# questions to models}}", { count: model_calls })];
  if (model_calls > 0) parts.push(t("{count, plural, one {# token} other {# tokens}}", { count: tokens }));
  if (model_calls > 0 && cost_micros !== null && cost_micros !== undefined) parts.push(amount(cost_micros));
  return parts.join(", ");
}

const isSame = (a: TestUsage, b: TestUsage) => a.model_calls === b.model_calls && a.input_tokens === b.input_tokens && a.output_tokens === b.output_tokens;

function total(all: TestUsage[]): TestUsage & { cost_micros: number | null } {
  const sum = (of: (one: TestUsage) => number) => all.reduce((so, one) => so + of(one), 0);
  const isPriced = all.every((one) => typeof one.cost_micros === "number");
  return {
    model_calls: sum((one) => one.model_calls),
    uncounted: sum((one) => one.uncounted),
    input_tokens: sum((one) => one.input_tokens),
    output_tokens: sum((one) => one.output_tokens),
    cost_micros: isPriced ? sum((one) => one.cost_micros ?? 0) : null,
  };
}

const amount = (micros: number): string => money(micros / 1_000_000);
