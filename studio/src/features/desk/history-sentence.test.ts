import { expect, test } from "vitest";
import type { TicketChange } from "@/api/types";
import { sentence } from "./history-sentence";

const ada = "01a2162d-2af9-7015-84a6-b5bbb7e469fc";
const change = (part: Partial<TicketChange>): TicketChange => ({ id: "1", action: "updated", actor: { id: null, name: "" }, at: "2026-11-26T04:47:00Z", field: null, from: null, to: null, ...part });
const said = (part: Partial<TicketChange>) => sentence(change(part), "Ann", new Map([[ada, "Ada Weber"]]));

test("accounts are called by name, and an unknown one never by its id", () => {
  expect(said({ field: "assignee", to: ada })).toBe("Ann assigned it to Ada Weber");
  expect(said({ field: "assignee", to: ada.replace("0", "1") })).toBe("Ann assigned it to somebody else");
  expect(said({ field: "assignee", from: ada })).toBe("Ann gave it back to the queue");
});

test("a change names what was and what is", () => {
  expect(said({ field: "priority", from: "P3", to: "P2" })).toBe("Ann changed the priority from P3 to P2");
  expect(said({ field: "due_at", to: "tomorrow" })).toBe("Ann set the due time to tomorrow");
  expect(said({ field: "tags", from: ["vpn"], to: [] })).toBe('Ann changed the tags from ["vpn"] to []');
});

test("events without a field read as sentences", () => {
  expect(said({ action: "created" })).toBe("Ann opened the ticket");
  expect(said({ action: "commented" })).toBe("Ann wrote a comment");
  expect(said({ action: "sla_paused" })).toBe("Ann: sla paused");
});
