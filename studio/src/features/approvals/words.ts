// Approvals, and what else a run waits for, in words.
import type { Approval, Decision } from "@/api/approvals";
import { fullTime } from "@/lib/time";

const ROLES: Record<string, string> = { agent: "any agent at the desk", team_lead: "any team lead", admin: "any administrator", org_owner: "any owner" };

export const asked = (people: Approval["approvers"]): string =>
  people.map((person) => person.email || (person.role ? (ROLES[person.role] ?? `anybody who is ${person.role}`) : "")).filter(Boolean).join(", ") || "nobody any more";

const MODES: Record<string, string> = { any: "The first decision counts.", all: "Everybody must approve.", quorum: "Several must approve.", sequence: "One after the other decides." };

export const modeWords = (mode: string): string => MODES[mode] ?? "";

/** “Ann Lee approved”, “Ann Lee passed it on to bob@example.com” */
export function said(decision: Decision): string {
  const who = decision.by || decision.email || "Somebody";
  if (decision.decision === "approve") return `${who} approved`;
  if (decision.decision === "reject") return `${who} rejected`;
  if (decision.decision === "delegate") return `${who} passed it on to ${decision.to ?? "a colleague"}`;
  return "Nobody decided in time, so more people were asked";
}

const DONE: Record<string, string> = { approved: "Approved", rejected: "Rejected", timeout: "Expired: nobody decided in time", cancelled: "Withdrawn: the run no longer asks" };

export const statusWords = (status: string): string => DONE[status] ?? "Waiting for a decision";

/** What a run waits for; `null` for a question, which the conversation shows itself. */
export function waitingWords(waiting: Record<string, unknown> | null | undefined): string | null {
  if (!waiting || typeof waiting.for !== "string" || waiting.for === "user") return null;
  const until = typeof waiting.until === "string" ? fullTime(waiting.until) : null;
  const limit = until ? `, until ${until} at the latest` : "";
  const quoted = (name: string) => (typeof waiting[name] === "string" && waiting[name] !== "" ? ` “${waiting[name]}”` : "");
  switch (waiting.for) {
    case "approval":
      return `Waiting for approval${quoted("title")}${limit}.`;
    case "time":
      return until ? `Waiting until ${until}.` : "Waiting for its time.";
    case "event":
      return `Waiting for${quoted("event") || " something to happen"}${typeof waiting.key === "string" && waiting.key ? ` of ${waiting.key}` : ""}${limit}.`;
    case "handoff":
      return `A person is taking over; the run goes on when they hand the conversation back${limit}.`;
    case "breakpoint":
      return `Stopped at a breakpoint${typeof waiting.node === "string" ? ` at ‘${waiting.node}’` : ""}.`;
    default:
      return `Waiting for ${waiting.for}${limit}.`;
  }
}
