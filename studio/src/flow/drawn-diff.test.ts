import { expect, test } from "vitest";
import { docOf, flow, node } from "@/testing/builders";
import { entries } from "./changes";
import { drawnDiff } from "./drawn-diff";
import type { Diff } from "./generated/flow";

const none: Diff = { flow: [], channels: [], nodes: [], edges: [], tests: [] };

test("what went is drawn with its connections in its old place", () => {
  const base = docOf(flow([node("kb"), node("say")], "start>kb kb>say"));
  const head = docOf(flow([node("say")], "start>say"));
  head.layout.nodes.say = { x: 640, y: 0 };
  const diff: Diff = {
    ...none,
    nodes: [{ name: "kb", kind: "template", change: { removed: node("kb") } }],
    edges: [{ removed: { from: "start", to: "kb" } }, { removed: { from: "kb", to: "say" } }, { added: { from: "start", to: "say" } }],
  };
  const drawn = drawnDiff(base, head, entries(diff));
  expect(drawn.doc.flow.nodes.map((one) => one.id)).toEqual(["say", "kb"]);
  expect(drawn.doc.layout.nodes.kb).toEqual({ x: 320, y: 0 });
  expect(drawn.doc.flow.edges).toHaveLength(3);
  expect(drawn.nodes.get("kb")?.is).toBe("removed");
  expect(drawn.edges.get("start->say")).toBe("added");
  expect(drawn.moved.size).toBe(0);
});

test("a ghost does not lie right under what stands in its place now", () => {
  const base = docOf(flow([node("old")], "start>old"));
  const head = docOf(flow([node("new")], "start>new"));
  const drawn = drawnDiff(base, head, entries({ ...none, nodes: [{ name: "old", change: { removed: node("old") } }, { name: "new", change: { added: node("new") } }] }));
  expect(drawn.doc.layout.nodes.old).toEqual({ x: 320, y: 108 });
});

test("a node that only stands elsewhere is moved and not changed, under its new name too", () => {
  const base = docOf(flow([node("kb")], "start>kb"));
  const head = docOf(flow([node("search")], "start>search"));
  head.layout.nodes.search = { x: 0, y: 200 };
  const drawn = drawnDiff(base, head, entries({ ...none, nodes: [{ name: "search", was: "kb", change: { changed: [] } }] }));
  expect(drawn.nodes.get("search")).toEqual({ is: "renamed", count: 0, was: "kb" });
  expect([...drawn.moved]).toEqual(["search"]);
});
