import { i18n } from "@lingui/core";
import { afterEach, expect, test } from "vitest";
import { inWords } from "@/api/kind-words";
import { cardLine } from "@/flow/describe";
import { kinds, node } from "@/testing/builders";
import { iconOf } from "./icons";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("every kind has an icon of its own", () => {
  const missing = [...kinds.values()].filter((kind) => iconOf(kind.icon) === iconOf("no such icon")).map((kind) => kind.name);
  expect(missing).toEqual([]);
});

test("a card says what is set, and leaves out what is not", () => {
  const line = (kind: string, config: Record<string, unknown>) => cardLine(node("n", kind, config), kinds.get(kind));
  expect(line("map", { items: "kb.passages" })).toBe("each of kb.passages · 10 at a time");
  expect(line("loop", {})).toBe("at most 25 times");
  expect(line("wait", { for: "3d" })).toBe("3d");
  expect(line("wait", { event: "ticket.replied" })).toBe("ticket.replied");
  expect(line("approval", { title: "Order a laptop?" })).toBe("“Order a laptop?”");
  expect(line("handoff", {})).toBe("");
});

test("a card says it in the reader’s language, with the quotation marks of that", async () => {
  i18n.loadAndActivate({ locale: "de", messages: {} });
  const german = new Map((await inWords([...kinds.values()])).map((kind) => [kind.name, kind]));
  const line = (kind: string, config: Record<string, unknown>) => cardLine(node("n", kind, config), german.get(kind));
  expect(line("kb_search", { base: "it", top_k: 5 })).toBe("Basis „it“ · beste 5");
  expect(line("map", { items: "kb.passages" })).toBe("jedes aus kb.passages · gleichzeitig: 10");
  expect(line("classify", { classes: [{}, {}] })).toBe("Klassen: 2");
  expect(line("no_such_kind", {})).toBe("unbekannte Art no_such_kind");
});
