// What is said of steps, once for the timeline, the comparison and the dialogs.
import type { Run } from "@/api/types";
import type { Work } from "@/editor/runs/spent";
import { money } from "@/i18n/format";
import { t } from "@/i18n";

export { STEP_WORDS, statusWord } from "@/editor/runs/step-words";

export const WORK_WORDS: Record<Work, string> = { model: t("models"), tool: t("tools"), flow: t("the flow itself"), pinned: t("pinned, not called") };

export const WORK_BARS: Record<Work, string> = { model: "bg-accent", tool: "bg-info", flow: "bg-line-strong", pinned: "border border-dashed border-warn bg-warn-soft" };

export const cost = (micros: number): string => money(micros / 1_000_000);

export const shortId = (id: string): string => `${id.slice(0, 8)}…${id.slice(-4)}`;

export type Made = Pick<Run, "lineage" | "origin" | "alone">;

/** What a run is to the one that it was made from, in a word or two. */
export function madeWords({ lineage, origin, alone }: Made): string {
  if (lineage === "fork") return t("fork");
  if (lineage === "retry") return t("retry");
  const node = origin?.node;
  if (alone) return node ? t("only ‘{node}’", { node }) : t("one node");
  return node ? t("from ‘{node}’ on", { node }) : t("with the draft");
}
