import { t } from "@/i18n";
import type { Step, StepStatus } from "./fold-events";

/** How a step stands, wherever it is named. */
export const STEP_WORDS: Record<StepStatus, string> = {
  running: t("running"),
  retrying: t("trying again"),
  waiting: t("waiting"),
  done: t("done"),
  failed: t("failed"),
  skipped: t("skipped"),
};

/** An outcome that was pinned is never told as one that a call gave. */
export const statusWord = (step: Pick<Step, "status" | "pinned">): string => (step.pinned ? t("pinned") : STEP_WORDS[step.status]);
