// The most that one run can use up, in words.
import { t } from "@/i18n";
import type { Bound, Cost } from "./generated/flow";

export function costWords(cost: Cost): string[] {
  const said = [callWords(cost.model_calls)];
  const money = cost.money_micros;
  if (money && "at_most" in money && money.at_most > 0) said.push(t("That is at most {amount}, by the prices in the settings.", { amount: amount(money.at_most) }));
  const missing = cost.not_counted ?? [];
  if (missing.length > 0) said.push(t("Not counted, because their flows are not published here: {nodes}.", { nodes: missing.join(", ") }));
  return said;
}

function callWords(calls: Bound): string {
  if ("unbounded" in calls) return t("How often one run asks a model has no bound of its own, because of ‘{node}’.", { node: calls.unbounded.node });
  return t("{count, plural, =0 {A run asks no model.} one {One run asks a model at most once.} other {One run asks a model at most # times.}}", { count: calls.at_most });
}

/** Millionths, with as many digits as say something. */
function amount(micros: number): string {
  const value = micros / 1_000_000;
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}
