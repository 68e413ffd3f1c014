import type { Effect } from "@/flow/types";
import { t } from "@/i18n";
import type { Tone } from "@/ui/badge";

/** What a kind does to the world outside of the flow. What does nothing to it has no mark. */
export const EFFECTS: Partial<Record<Effect, { word: string; tone: Tone }>> = {
  read: { word: t("reads"), tone: "info" },
  write: { word: t("writes"), tone: "warn" },
  wait: { word: t("waits"), tone: "wait" },
};
