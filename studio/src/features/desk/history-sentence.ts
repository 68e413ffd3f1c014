// A line of a ticket's history as a person would say it.
import type { TicketChange } from "@/api/types";

const SAID: Record<string, string> = { created: "opened the ticket", commented: "wrote a comment" };

const nothing = (value: unknown) => value === null || value === undefined || value === "";
const isId = (value: unknown) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value));

/** “changed the priority from P3 to P2”, “assigned it to Ada Weber”. `people` are names by id. */
export function sentence(change: TicketChange, people: ReadonlyMap<string, string>): string {
  const show = (value: unknown): string => {
    if (nothing(value)) return "nothing";
    if (typeof value === "object") return JSON.stringify(value);
    // The log knows accounts by id; one that is not among the people of this ticket has no name here.
    return people.get(String(value)) ?? (isId(value) ? "somebody else" : String(value));
  };
  if (change.field === "assignee") return nothing(change.to) ? "gave it back to the queue" : `assigned it to ${show(change.to)}`;
  if (change.field) {
    const field = change.field.replaceAll("_", " ");
    return nothing(change.from) ? `set the ${field} to ${show(change.to)}` : `changed the ${field} from ${show(change.from)} to ${show(change.to)}`;
  }
  return SAID[change.action] ?? change.action.replaceAll(/[_.]/g, " ");
}
