import { expect, test } from "vitest";
import { cardLine } from "@/flow/describe";
import { kinds, node } from "@/testing/builders";
import { iconOf } from "./icons";

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
