// A line of a ticket's history as a person would say it.
import type { TicketChange, TicketComment } from "@/api/types";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { fullTime } from "@/lib/time";
import { ticketWord } from "@/ui/status";
import type { FormWords } from "./form-words";

const FIELDS: Record<string, string> = {
  status: t("the status"),
  priority: t("the priority"),
  title: t("the title"),
  description: t("the description"),
  category: t("the category"),
  tags: t("the tags"),
  due_at: t("the due time"),
};

const nothing = (value: unknown) => value === null || value === undefined || value === "";
const isId = (value: unknown) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value));

/** The moments at which internal notes were written: the history only says that there was a comment, and has it from the same moment. */
export const noteTimes = (comments: TicketComment[] = []): ReadonlySet<string> => new Set(comments.filter((comment) => comment.internal).map((comment) => comment.created_at));

/** “Ada Weber changed the priority from P3 to P2”, “The assistant assigned it to Ada Weber”. `people` are names by id. */
export function sentence(change: TicketChange, who: string, people: ReadonlyMap<string, string>, words: FormWords, notes: ReadonlySet<string>): string {
  const show = (value: unknown): string => {
    if (nothing(value)) return t("nothing");
    if (Array.isArray(value)) return value.length > 0 ? list(value.map(String), "unit") : t("nothing");
    if (typeof value === "object") return JSON.stringify(value);
    if (change.field === "status") return ticketWord(String(value));
    if (change.field === "category") return words.value("category", String(value));
    if (change.field === "due_at") return fullTime(String(value));
    // The log knows accounts by id; one that is not among the people of this ticket has no name here.
    return people.get(String(value)) ?? (isId(value) ? t("somebody else") : String(value));
  };
  if (change.field === "assignee" && change.to === change.actor.id && !nothing(change.to)) return t("{who} took it", { who });
  if (change.field === "assignee") return nothing(change.to) ? t("{who} gave it back to the queue", { who }) : t("{who} assigned it to {whom}", { who, whom: show(change.to) });
  if (change.field) {
    const values = { who, field: FIELDS[change.field] ?? `“${change.field.replaceAll("_", " ")}”`, from: show(change.from), to: show(change.to) };
    return nothing(change.from) ? t("{who} set {field} to {to}", values) : t("{who} changed {field} from {from} to {to}", values);
  }
  if (change.action === "created") return t("{who} opened the ticket", { who });
  if (change.action === "commented") return notes.has(change.at) ? t("{who} wrote a note", { who }) : t("{who} wrote a comment", { who });
  return `${who}: ${change.action.replaceAll(/[_.]/g, " ")}`;
}
