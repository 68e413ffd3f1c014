// What is said of steps, once for the timeline, the comparison and the dialogs.
import type { StepStatus } from "@/editor/runs/fold-events";
import type { Work } from "@/editor/runs/spent";
import { money } from "@/i18n/format";
import { t } from "@/i18n";

export const STEP_WORDS: Record<StepStatus, string> = {
  running: t("running"),
  retrying: t("trying again"),
  waiting: t("waiting"),
  done: t("done"),
  failed: t("failed"),
  skipped: t("skipped"),
};

export const WORK_WORDS: Record<Work, string> = { model: t("models"), tool: t("tools"), flow: t("the flow itself") };

export const WORK_BARS: Record<Work, string> = { model: "bg-accent", tool: "bg-info", flow: "bg-line-strong" };

export const cost = (micros: number): string => money(micros / 1_000_000);

export const shortId = (id: string): string => `${id.slice(0, 8)}…${id.slice(-4)}`;
