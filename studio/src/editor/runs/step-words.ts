import { t } from "@/i18n";
import type { StepStatus } from "./fold-events";

/** How a step stands, wherever it is named. */
export const STEP_WORDS: Record<StepStatus, string> = {
  running: t("running"),
  retrying: t("trying again"),
  waiting: t("waiting"),
  done: t("done"),
  failed: t("failed"),
  skipped: t("skipped"),
};
