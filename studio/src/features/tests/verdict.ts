// What judging took, in words.
import type { components } from "@/api/generated/schema";
import { t } from "@/i18n";
import { money } from "@/i18n/format";

/** `29 tokens, $0.0001` */
export function spentWords({ input_tokens, output_tokens, cost_micros }: components["schemas"]["Spent"]): string {
  const tokens = t("{count, plural, one {# token} other {# tokens}}", { count: input_tokens + output_tokens });
  return cost_micros > 0 ? `${tokens}, ${money(cost_micros / 1_000_000)}` : tokens;
}
