import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { changeGroup, groupNodes } from "./groups";
import { addNote } from "./notes";
import { tidyGraph, type TidyNode } from "./tidy-graph";
import { tidyMoves } from "./tidy-place";
import type { Doc } from "./document";
import type { NodeId, Point } from "./types";

/** The real engine, in this thread. */
async function layOut(graph: TidyNode): Promise<TidyNode> {
  const { default: ELK } = await import("elkjs/lib/elk.bundled.js");
  return (await new ELK().layout(graph as never)) as unknown as TidyNode;
}
const tidied = async (doc: Doc, only: NodeId[] | null = null): Promise<Record<NodeId, Point>> => tidyMoves(doc, kinds, await layOut(tidyGraph(doc, kinds, only && new Set(only))), only === null);
const at = (moves: Record<NodeId, Point>, id: NodeId): Point => moves[id] ?? { x: Number.NaN, y: Number.NaN };
const inside = (graph: TidyNode, id: string): string[] => {
  const found = (node: TidyNode): TidyNode | undefined => (node.id === id ? node : node.children?.map(found).find(Boolean));
  return found(graph)?.children?.map((child) => child.id) ?? [];
};

const branches = () =>
  docOf(flow([node("check", "condition", { cases: [{ port: "yes", when: "true" }], otherwise: "no" }), node("low", "reply"), node("high", "reply"), node("after", "reply")], "start>check check.no>low check.yes>high low>after high>after"));

test("steps go to the right, and ports keep their order: yes above no", async () => {
  const moves = await tidied(branches());
  expect(at(moves, "check").x).toBeLessThan(at(moves, "high").x);
  expect(at(moves, "high").x).toBeLessThan(at(moves, "after").x);
  expect(at(moves, "high").y).toBeLessThan(at(moves, "low").y);
  expect(at(moves, "start")).toEqual({ x: 0, y: 0 });
  for (const { x, y } of Object.values(moves)) expect([x % 8, y % 8].map(Math.abs)).toEqual([0, 0]);
});

test("bodies and groups are nodes around nodes, one in the other", () => {
  const doc = produce(docOf(flow([node("each", "map"), { ...node("one"), parent: "each" }, { ...node("two"), parent: "each" }, node("say", "reply")], "start>each each.body>one one>two each>say")), (draft) => {
    groupNodes(draft, ["one", "two"], "In the body");
  });
  const graph = tidyGraph(doc, kinds, null);
  expect(inside(graph, "frame:each")).toEqual(["group:group_1"]);
  expect(inside(graph, "group:group_1")).toEqual(["one", "two"]);
  expect(graph.edges?.map((edge) => edge.id)).toContain("frame:each->say|in");
});

test("what follows a loop comes after its body", async () => {
  const moves = await tidied(docOf(flow([node("each", "map"), { ...node("one"), parent: "each" }, { ...node("two"), parent: "each" }, node("say", "reply")], "start>each each.body>one one>two each>say")));
  expect(at(moves, "say").x).toBeGreaterThan(at(moves, "two").x);
});

test("only what is chosen moves, and stays in its corner", async () => {
  const doc = produce(branches(), (draft) => {
    draft.layout.nodes = { start: { x: 0, y: 0 }, check: { x: 400, y: 900 }, low: { x: 1200, y: 400 }, high: { x: 1000, y: 480 }, after: { x: 800, y: 416 } };
  });
  const moves = await tidied(doc, ["low", "high", "after"]);
  expect(Object.keys(moves).toSorted()).toEqual(["after", "high", "low"]);
  expect(Math.min(...Object.values(moves).map((point) => point.x))).toBe(800);
  expect(Math.min(...Object.values(moves).map((point) => point.y))).toBe(400);
});

test("pinned nodes and notes keep their place, and nothing is put on them", async () => {
  const plain = await tidied(branches());
  const doc = produce(branches(), (draft) => {
    draft.layout.nodes.check = { x: 328, y: 0, pinned: true };
    addNote(draft, { x: at(plain, "after").x, y: at(plain, "after").y - 40, width: 240, height: 160 });
    // So that the note is nobody's background.
    draft.layout.nodes.after = { x: 5000, y: 0 };
    draft.layout.nodes.low = { x: 5000, y: 500 };
    draft.layout.nodes.high = { x: 5000, y: 1000 };
  });
  const moves = await tidied(doc);
  expect(moves.check).toBeUndefined();
  const note = doc.layout.notes?.[0];
  for (const point of Object.values(moves)) {
    const isOnIt = note && point.x < note.x + note.width && note.x < point.x + 240 && point.y < note.y + note.height && note.y < point.y + 84;
    expect(isOnIt).toBe(false);
  }
});

test("a collapsed group moves as one, its nodes as they stood to each other", async () => {
  const doc = produce(branches(), (draft) => {
    const id = groupNodes(draft, ["low", "high"], "Answers");
    changeGroup(draft, id as string, { collapsed: true });
    draft.layout.nodes.low = { x: 3000, y: 3000 };
    draft.layout.nodes.high = { x: 3100, y: 3200 };
  });
  expect(tidyGraph(doc, kinds, null).children?.map((child) => child.id)).toContain("group:group_1");
  const moves = await tidied(doc);
  expect(at(moves, "high").x - at(moves, "low").x).toBe(100);
  expect(at(moves, "high").y - at(moves, "low").y).toBe(200);
});
