import { expect, test } from "vitest";
import type { Edit } from "./generated/flow";
import { applyFix } from "./fix";
import type { Flow } from "./types";

const flow = {
  format: "flowright/1", name: "a",
  nodes: [{ id: "say", kind: "reply", config: { text: "🦀 {{ kb.pasages }}", list: [1, 2] } }],
  edges: [{ from: "start", to: "say" }],
} as unknown as Flow;
const made = (...edits: Edit[]) => applyFix(flow, { title: "", edits });
const config = (...edits: Edit[]) => made(...edits)?.nodes[0]?.config;

test("positions count characters, whatever they take in memory", () => {
  expect(config({ edit: "replace_text", node: "say", field: "/config/text", position: { start: 8, end: 15 }, text: "passages" })).toMatchObject({ text: "🦀 {{ kb.passages }}" });
});

test("values are set, with what is missing around them, taken away and renamed", () => {
  expect(config({ edit: "set", node: "say", field: "/config/a/b~1c", value: 1 })).toMatchObject({ a: { "b/c": 1 } });
  expect(config({ edit: "remove", node: "say", field: "/config/list/0" })).toMatchObject({ list: [2] });
  expect(config({ edit: "rename", node: "say", field: "/config/list", name: "items" })).toEqual({ text: "🦀 {{ kb.pasages }}", items: [1, 2] });
  expect(made({ edit: "set", field: "/title", value: "A" })).toMatchObject({ title: "A" });
});

test("edges come once and go", () => {
  expect(made({ edit: "add_edge", from: "start", to: "say" })?.edges).toHaveLength(1);
  expect(made({ edit: "remove_edge", from: "start", to: "say" })?.edges).toEqual([]);
});

test("a node comes without settings, once", () => {
  expect(made({ edit: "add_node", id: "end", kind: "end" }, { edit: "add_edge", from: "say", to: "end" })).toMatchObject({ nodes: [{ id: "say" }, { id: "end", kind: "end" }], edges: [{}, { from: "say", to: "end" }] });
  expect(made({ edit: "add_node", id: "say", kind: "end" })).toBeNull();
});

test("a fix that has lost its place changes nothing, not even by its other edits", () => {
  const lost: Edit[] = [
    { edit: "remove", node: "gone", field: "/config" },
    { edit: "remove", node: "say", field: "/config/nothing" },
    { edit: "replace_text", node: "say", field: "/config/list", position: { start: 0, end: 1 }, text: "" },
    { edit: "rename", node: "say", field: "/config/list", name: "text" },
    { edit: "remove_edge", from: "say", to: "start" },
    { edit: "set", node: "say", field: "/config/list/9", value: 0 },
  ];
  for (const edit of lost) expect(made({ edit: "set", field: "/title", value: "A" }, edit), edit.edit).toBeNull();
  expect(flow).not.toHaveProperty("title");
});
