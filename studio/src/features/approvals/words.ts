// Approvals, and what else a run waits for, in words.
import type { Approval, Decision, Question } from "@/api/approvals";
import { t } from "@/i18n";
import { fullTime } from "@/lib/time";

export { asked } from "@/lib/approvers";

/** “Ann Lee (ann@example.com)” */
export const asker = ({ name, email }: NonNullable<Approval["asker"]>): string => (email && email !== name ? `${name} (${email})` : name);

const MODES: Record<string, string> = { any: t("The first decision counts."), all: t("Everybody must approve."), quorum: t("Several must approve."), sequence: t("One after the other decides.") };

export const modeWords = (mode: string): string => MODES[mode] ?? "";

/** Whom a question goes to, and that nobody waits for the answer but the reader. */
export function askHelp({ asker: whom, until }: Approval): string {
  const who = whom?.name ?? t("Whoever asked");
  return until ? t("{who} is told and can answer. The time runs on: decide by {until}, with or without an answer.", { who, until: fullTime(until) }) : t("{who} is told and can answer. It stays open until somebody decides.", { who });
}

/** “Ann Lee approved”, “Ann Lee passed it on to bob@example.com” */
export function said(decision: Decision): string {
  const who = decision.by || decision.email || t("Somebody");
  if (decision.decision === "approve") return t("{who} approved", { who });
  if (decision.decision === "reject") return t("{who} rejected", { who });
  if (decision.decision === "delegate") return t("{who} passed it on to {whom}", { who, whom: decision.to ?? t("a colleague") });
  return t("Nobody decided in time, so more people were asked");
}

const DONE: Record<string, string> = { approved: t("Approved"), rejected: t("Rejected"), timeout: t("Expired: nobody decided in time"), cancelled: t("Withdrawn: the run no longer asks") };

export const statusWords = (status: string): string => DONE[status] ?? t("Waiting for a decision");

/** How one ended, as a sentence: “Ann Lee rejected it.” */
export function endWords(approval: Approval): string {
  const last = approval.decisions.at(-1);
  const who = last?.by || last?.email || t("Somebody");
  if (approval.status === "approved") return t("{who} approved it in the meantime.", { who });
  if (approval.status === "rejected") return t("{who} rejected it in the meantime.", { who });
  if (approval.status === "timeout") return t("The time for it has run out.");
  return t("The run no longer asks.");
}

export interface Event {
  text: string;
  at: string;
  comment: string | null;
}

const ENDED: Record<string, string> = { timeout: t("The time for it ran out"), cancelled: t("The run took it back") };

/** A question and what was said to it, each at its time. */
function exchange({ by, question, at, answer }: Question): Event[] {
  const told = answer && { text: t("{who} answered {whom}", { who: answer.by, whom: by }), at: answer.at, comment: answer.text };
  return [{ text: told ? t("{who} asked back", { who: by }) : t("{who} asked back; there is no answer yet", { who: by }), at, comment: question }, ...(told ? [told] : [])];
}

/** What happened to an approval from the first question to how it ended; nothing while it has only been asked. */
export function history(approval: Approval): Event[] {
  if (approval.status === "pending" && approval.decisions.length === 0 && approval.questions.length === 0) return [];
  // How it was decided the last decision says.
  const end = ENDED[approval.status];
  return [
    { text: approval.asker ? t("{who} asked, through ‘{flow}’", { who: approval.asker.name, flow: approval.flow }) : t("‘{flow}’ asked", { flow: approval.flow }), at: approval.created_at, comment: null },
    ...[...approval.questions.flatMap(exchange), ...approval.decisions.map((decision) => ({ text: said(decision), at: decision.at, comment: decision.comment || null }))].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    ...(end ? [{ text: end, at: approval.updated_at, comment: null }] : []),
  ];
}

/** What a run waits for; `null` for a question, which the conversation shows itself. */
export function waitingWords(waiting: Record<string, unknown> | null | undefined): string | null {
  if (!waiting || typeof waiting.for !== "string" || waiting.for === "user") return null;
  const until = typeof waiting.until === "string" ? fullTime(waiting.until) : null;
  if (waiting.for === "time") return until ? t("Waiting until {until}.", { until }) : t("Waiting for its time.");
  if (waiting.for === "breakpoint") return typeof waiting.node === "string" ? t("Stopped at a breakpoint at ‘{node}’.", { node: waiting.node }) : t("Stopped at a breakpoint.");
  const reason = reasonWords(waiting.for, waiting);
  return until ? t("{reason} Until {until} at the latest.", { reason, until }) : reason;
}

function reasonWords(what: string, waiting: Record<string, unknown>): string {
  const word = (name: string) => (typeof waiting[name] === "string" ? waiting[name] : "");
  if (what === "approval") return word("title") ? t("Waiting for approval “{title}”.", { title: word("title") }) : t("Waiting for an approval.");
  if (what === "handoff") return t("A person is taking over; the run goes on when they hand the conversation back.");
  if (what !== "event") return t("Waiting for {what}.", { what });
  if (!word("event")) return t("Waiting for something to happen.");
  return word("key") ? t("Waiting for “{event}” of {key}.", { event: word("event"), key: word("key") }) : t("Waiting for “{event}”.", { event: word("event") });
}
