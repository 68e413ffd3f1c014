// What became of a rubric, in words.
import type { components } from "@/api/generated/schema";
import { t } from "@/i18n";

export type Verdict = components["schemas"]["Verdict"];

/** Why nobody judged it: neither passed nor failed. */
export function notJudgedWords({ why, reason }: Pick<Verdict, "why" | "reason">): string {
  switch (why) {
    case "no_model":
      return t("Not judged: no language model is connected. The offline model is none.");
    case "not_asked":
      return t("Not judged yet: run the test, and the model judges.");
    case "fails_anyway":
      return t("Not judged: the test fails without it.");
    case "too_long":
      return t("Not judged: what was said is too long to be judged whole.");
    case "too_many":
      return t("Not judged: there are more rubrics than are judged at once. Run this test alone.");
    case "no_time":
      return t("Not judged: the time for all verdicts was over. Run this test alone.");
    default:
      return t("Not judged: {reason}", { reason });
  }
}

/** Of a test's verdicts, the reason why it is open; `null` when each rubric was judged. */
export function openWords(verdicts: readonly Verdict[]): string | null {
  const open = verdicts.find((one) => one.outcome === "not_judged");
  return open ? notJudgedWords(open) : null;
}
