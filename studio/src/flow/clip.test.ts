import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, flow, kinds, node } from "@/testing/builders";
import * as clip from "./clip";
import { read as readClip, type Refused } from "./clip-read";
import { complete } from "./layout";
import { freshId, paste } from "./ops";

const read = (parts: Record<string, unknown>) => readClip(JSON.stringify({ format: "flowright-clip/1", nodes: [node("a")], edges: [], ...parts }));
const why = (parts: Record<string, unknown>) => (read(parts) as Refused).refused;

test.each([
  ["config that is no object", { nodes: [{ id: "x", kind: "reply", config: 42 }] }, "‘nodes[0].config’ must be an object"],
  ["a node that is none", { nodes: [node("a"), null] }, "‘nodes[1]’ must be an object"],
  ["a node without a kind", { nodes: [{ id: "x" }] }, "‘nodes[0].kind’ must be a text"],
  ["a title that is no text", { nodes: [{ ...node("a"), title: 4 }] }, "‘nodes[0].title’ must be a text"],
  ["notes that are no text", { nodes: [{ ...node("a"), notes: [] }] }, "‘nodes[0].notes’ must be a text"],
  ["a retry without attempts", { nodes: [{ ...node("a"), retry: { factor: 2 } }] }, "‘nodes[0].retry.attempts’ must be a whole number"],
  ["half a quorum", { nodes: [{ ...node("a"), join: { quorum: 0.5 } }] }, "‘nodes[0].join.quorum’ must be a whole number"],
  ["a switch that is a word", { nodes: [{ ...node("a"), disabled: "no" }] }, "‘nodes[0].disabled’ must be true or false"],
  ["a field nobody knows", { nodes: [{ ...node("a"), colour: "red" }] }, "nothing is known of ‘nodes[0].colour’"],
  ["an edge to a number", { edges: [{ from: "a", to: 3 }] }, "‘edges[0].to’ must be a text"],
  ["edges that are no list", { edges: "a>b" }, "‘edges’ must be a list"],
  ["no nodes at all", { nodes: undefined }, "‘nodes’ must be a list"],
  ["a place that is no number", { layout: { a: { x: "1", y: 2 } } }, "‘layout.a.x’ must be a number"],
  ["two nodes of one name", { nodes: [node("a"), node("a")] }, "two of the nodes are called ‘a’"],
])("a clip with %s is refused as a whole, by name", (_, parts, said) => {
  expect(why(parts)).toContain(said);
});

test("everything a node may have is read", () => {
  const full = { ...node("a", "llm", { prompt: "Hi" }), title: "A", retry: { attempts: 2, backoff: "1s" }, timeout: "5s", on_error: { continue: null }, join: { quorum: 2 }, cancel_others: true, max_iterations: 3, parent: "p", disabled: true, notes: "!" };
  expect(read({ nodes: [full], edges: [{ from: "a.error", to: "a" }], layout: { a: { x: 1, y: 2, pinned: true } } })).toMatchObject({ nodes: [full] });
});

test("a clip that was cut off says that it cannot be read", () => {
  const text = clip.write(clip.copy(docOf(flow([node("a")], "start>a")), new Set(["a"])) as clip.Clip);
  expect(readClip(text.slice(0, -20))).toEqual({ refused: expect.stringContaining("cannot be read") as string });
  expect(readClip('{"format": "something else", "nodes": [')).toBeNull();
});

test("nodes that are called like what every object has get ids and places of their own", () => {
  const text = `{"format":"flowright-clip/1","nodes":[${["__proto__", "constructor", "toString"].map((id) => JSON.stringify(node(id))).join()}],"edges":[{"from":"__proto__","to":"constructor"}]}`;
  const before = docOf(flow([], ""));
  const made = produce(before, (draft) => {
    expect(paste(draft, readClip(text) as clip.Clip, kinds, { x: 16, y: 16 }).nodes).toEqual(["proto", "constructor_2", "tostring"]);
  });
  expect(made.layout.nodes).toEqual({ ...before.layout.nodes, proto: { x: 16, y: 16 }, constructor_2: { x: 16, y: 16 }, tostring: { x: 16, y: 16 } });
  expect(made.flow.edges).toEqual([{ from: "proto", to: "constructor_2" }]);
  expect(freshId([], "constructor")).toBe("constructor_2");
});

test("a node called ‘constructor’ that has no place yet gets one", () => {
  const doc = docOf(flow([node("a")], "start>a"));
  const { nodes } = complete(flow([node("a"), node("constructor")], "start>a a>constructor"), doc.layout, kinds);
  expect(Object.hasOwn(nodes, "constructor")).toBe(true);
  expect(nodes.constructor).toMatchObject({ x: expect.any(Number) as number, y: expect.any(Number) as number });
});
