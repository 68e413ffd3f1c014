import { expect, test } from "vitest";
import { kinds, node } from "@/testing/builders";
import { startConfig } from "./defaults";
import { nodeHeight, portsOf } from "./ports";
import type { NodeKind } from "./types";

const names = (kind: string, config: Record<string, unknown>) => portsOf(node("a", kind, config), kinds.get(kind)).map((port) => port.name);

test("ports follow the config, as flow-schema has it", () => {
  expect(names("condition", { cases: [{ port: "yes" }, { port: "maybe" }] })).toEqual(["yes", "maybe", "no"]);
  expect(names("condition", { cases: [{ port: "no" }] })).toEqual(["no"]);
  expect(names("classify", { classes: [{ name: "vpn" }], otherwise: "rest" })).toEqual(["vpn", "rest", "error"]);
  expect(names("ask_user", {})).toEqual(["answered"]);
  expect(names("ask_user", { form: "ticket" })).toEqual(["answered", "declined"]);
  expect(names("ask_user", { options: [{ port: "yes" }, { port: "no" }], otherwise: "other", timeout: "7d" })).toEqual(["yes", "no", "other", "timeout"]);
  expect(names("end", {})).toEqual([]);
  expect(names("script", {})).toEqual(["out", "error"]);
  expect(names("create_ticket", {})).toEqual(["out", "error"]);
});

test("a card grows by 24 for each port after the second", () => {
  expect(nodeHeight([])).toBe(84);
  expect(nodeHeight(portsOf(node("a", "condition", { cases: [{ port: "a" }, { port: "b" }] }), kinds.get("condition")))).toBe(108);
});

test("a new branch node has a branch", () => {
  expect(startConfig(kinds.get("condition") as NodeKind)).toEqual({ cases: [{ port: "yes", when: "" }] });
});
