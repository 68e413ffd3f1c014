// Which entries of the audit log are shown. The server gives all of them, page by page, so this looks through those that have come.
import type { AuditEntry } from "@/api/types";

export interface AuditFilter {
  /** Whose doing. */
  who?: string;
  /** `flow.published`; a kind alone, `flow`, is all that is done to flows. */
  action?: string;
  /** A part of the name or id of what was changed. */
  object?: string;
}

export const isFiltered = ({ who, action, object }: AuditFilter): boolean => Boolean(who ?? action ?? object?.trim());

export function isWanted(entry: AuditEntry, { who, action, object }: AuditFilter): boolean {
  const text = object?.trim().toLowerCase() ?? "";
  return (
    (who === undefined || entry.actor_name === who) &&
    (action === undefined || entry.action === action || entry.action.startsWith(`${action}.`)) &&
    `${entry.object_kind} ${entry.object_id}`.toLowerCase().includes(text)
  );
}

/** What one can choose from; what the address asks for is among it, also where no entry has come yet that is like that. */
export const choices = (entries: AuditEntry[], field: "actor_name" | "action", chosen: string | undefined): string[] =>
  [...new Set([...entries.map((entry) => entry[field]), ...(chosen === undefined ? [] : [chosen])])].toSorted((a, b) => a.localeCompare(b));
