import { t } from "@/i18n";
import { placeOf } from "./address";
import type { Step } from "./view";

/** What a step is called beside its neighbours: what an agent calls by the name of the tool, not by its place in a turn. */
export function stepName(step: Pick<Step, "address" | "title" | "turn" | "kind">): string {
  const { leaf } = placeOf(step.address);
  if (step.turn === null) return leaf;
  const title = step.kind === "approval" ? t("Approval") : step.title || leaf;
  return t("{title} · turn {n}", { title, n: step.turn });
}
