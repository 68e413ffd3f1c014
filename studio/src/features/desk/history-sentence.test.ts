import { expect, test } from "vitest";
import type { Form, TicketChange } from "@/api/types";
import { formWords } from "./form-words";
import { sentence } from "./history-sentence";

const ada = "01a2162d-2af9-7015-84a6-b5bbb7e469fc";
const change = (part: Partial<TicketChange>): TicketChange => ({ id: "1", action: "updated", actor: { id: null, name: "" }, at: "2026-11-26T04:47:00Z", field: null, from: null, to: null, ...part });
const said = (part: Partial<TicketChange>) => sentence(change(part), "Ann", new Map([[ada, "Ada Weber"]]), formWords([form]), new Set(["2026-11-26T05:00:00Z"]));
const form: Form = { name: "it-ticket", fields: [{ name: "category", options: [{ value: "network", label: "VPN or Wi-Fi" }] }] };

test("accounts are called by name, and an unknown one never by its id", () => {
  expect(said({ field: "assignee", to: ada })).toBe("Ann assigned it to Ada Weber");
  expect(said({ field: "assignee", to: ada.replace("0", "1") })).toBe("Ann assigned it to somebody else");
  expect(said({ field: "assignee", from: ada })).toBe("Ann gave it back to the queue");
});

test("who takes a ticket is not said to assign it to themselves", () => {
  expect(said({ field: "assignee", to: ada, actor: { id: ada, name: "Ada Weber" } })).toBe("Ann took it");
});

test("a category is called by its label", () => {
  expect(said({ field: "category", from: "odd", to: "network" })).toBe("Ann changed the category from odd to VPN or Wi-Fi");
});

test("a change names what was and what is", () => {
  expect(said({ field: "priority", from: "P3", to: "P2" })).toBe("Ann changed the priority from P3 to P2");
  expect(said({ field: "due_at", to: "2026-11-27T04:47:00Z" })).toMatch(/^Ann set the due time to .*27/);
  expect(said({ field: "tags", from: ["vpn", "home"], to: [] })).toBe("Ann changed the tags from vpn, home to nothing");
});

test("events without a field read as sentences", () => {
  expect(said({ action: "created" })).toBe("Ann opened the ticket");
  expect(said({ action: "commented" })).toBe("Ann wrote a comment");
  expect(said({ action: "commented", at: "2026-11-26T05:00:00Z" })).toBe("Ann wrote a note");
  expect(said({ action: "sla_paused" })).toBe("Ann: sla paused");
});
