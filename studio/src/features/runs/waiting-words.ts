// What a step waits for, short enough for its row: for whom, and until when.
import type { Approval } from "@/api/approvals";
import type { Step } from "@/editor/runs/fold-events";
import { t } from "@/i18n";
import { asked } from "@/lib/approvers";
import { shortTime } from "@/lib/time";
import { STEP_WORDS } from "./words";

export function waitingFor({ waitsFor }: Pick<Step, "waitsFor">): string {
  const what = whom(waitsFor ?? {});
  const until = waitsFor?.until;
  return typeof until === "string" ? t("{what} until {until}", { what, until: shortTime(until) }) : what;
}

function whom(waits: Record<string, unknown>): string {
  if (waits.for === "approval" && Array.isArray(waits.approvers)) return t("waiting for {who}", { who: asked(waits.approvers as Approval["approvers"]) });
  if (waits.for === "user") return t("waiting for an answer");
  if (waits.for === "handoff") return t("waiting for a person at the desk");
  if (typeof waits.event === "string" && waits.event) return t("waiting for “{event}”", { event: waits.event });
  return STEP_WORDS.waiting;
}
