// The audit log as a table for other programs. Values as the server has them, so that they mean the same in every language.
import type { AuditEntry } from "@/api/types";

const HEAD = ["seq", "at", "actor_name", "actor_id", "action", "object_kind", "object_id", "data", "correlation_id", "hash"] as const;

export const auditCsv = (entries: AuditEntry[]): string =>
  [HEAD.join(","), ...entries.map((entry) => HEAD.map((name) => cell(entry[name])).join(","))].map((line) => `${line}\r\n`).join("");

function cell(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : value === null || value === undefined ? "" : JSON.stringify(value);
  // A spreadsheet would run a name that begins like this.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
