import { expect, test } from "vitest";
import { node } from "@/testing/builders";
import { findIn } from "./find";

test("a word is found in nested settings, and the hit says where", () => {
  const ask = node("helped", "ask_user", { question: "Did this help?", options: [{ port: "yes" }, { port: "no", label: "Open a ticket" }] });
  expect(findIn(ask, "TICKET")).toEqual({ field: "options › label", before: "Open a ", match: "ticket", after: "" });
});

test("names of settings are not what was written", () => {
  expect(findIn(node("kb", "kb_search", { base: "it" }), "base")).toBeNull();
});

test("a long text is cut around the hit and kept on one line", () => {
  const hit = findIn(node("answer", "llm", { system_prompt: `${"a ".repeat(40)}\n\nneedle\n${"b ".repeat(80)}` }), "needle");
  expect(hit?.field).toBe("system prompt");
  expect(hit?.before).toMatch(/^…[a ]+ $/);
  expect(hit?.after.length).toBeLessThan(90);
  expect(hit?.after).not.toContain("\n");
});

test("notes are searched, and nothing is found for nothing", () => {
  expect(findIn({ ...node("a"), notes: "ask Jo first" }, "jo")?.field).toBe("notes");
  expect(findIn(node("a"), "")).toBeNull();
});
