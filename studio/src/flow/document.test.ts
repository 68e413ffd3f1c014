import { freeze, produce } from "immer";
import { expect, test } from "vitest";
import { docOf, flow, node } from "@/testing/builders";
import { allNodes, type Doc, findNode, outgoing, shapeOf } from "./document";
import { nested } from "./bodies";
import { order } from "./graph";
import { connect, removeNodes, setConfig, setField } from "./ops";

const make = () => freeze(docOf(flow([node("a"), node("b"), node("c")], "start>a a>b b>c")), true);
const doc = make();

test("documents that differ in settings and titles have one shape, and everything that follows from it", () => {
  const typed = produce(doc, (draft) => {
    setConfig(draft, "b", "text", "Hello");
    setField(draft, "a", "title", "First");
  });
  expect(shapeOf(typed.flow)).toBe(shapeOf(doc.flow));
  expect(order(typed.flow)).toBe(order(doc.flow));
  expect(nested(typed.flow)).toBe(nested(doc.flow));
  expect(findNode(typed.flow, "b")?.config).toEqual({ text: "Hello" });
  expect(allNodes(typed.flow).map((one) => one.title)).toEqual([undefined, "First", undefined, undefined]);
});

test.each<[string, (draft: Doc) => void]>([
  ["another kind", (draft) => void ((draft.flow.nodes[0] as { kind: string }).kind = "map")],
  ["another body", (draft) => void ((draft.flow.nodes[0] as { parent?: string }).parent = "c")],
  ["another name", (draft) => void ((draft.flow.nodes[0] as { id: string }).id = "first")],
  ["a node less", (draft) => removeNodes(draft, new Set(["c"]), false)],
  ["an edge more", (draft) => connect(draft, { node: "a", port: "out" }, "c")],
])("%s is another shape", (_, change) => {
  const made = produce(doc, change);
  expect(shapeOf(made.flow)).not.toBe(shapeOf(doc.flow));
});

test("the ways out of a node stay the same list while they lead where they led", () => {
  const start = make();
  const before = outgoing(start.flow, "b");
  const made = produce(start, (draft) => connect(draft, { node: "a", port: "out" }, "c"));
  expect(outgoing(made.flow, "b")).toBe(before);
  expect(outgoing(made.flow, "a").map((edge) => edge.to)).toEqual(["b", "c"]);
});

test("another document that was looked at meanwhile changes nothing about that", () => {
  const start = make();
  const [shape, before] = [shapeOf(start.flow), outgoing(start.flow, "b")];
  // As the server has it: the same, in objects of its own.
  outgoing(make().flow, "b");
  const typed = produce(start, (draft) => setConfig(draft, "b", "text", "Hello"));
  expect(shapeOf(typed.flow)).toBe(shape);
  expect(outgoing(typed.flow, "b")).toBe(before);
});

test("a draft that is being edited is looked at as it is now", () => {
  produce(doc, (draft) => {
    expect(findNode(draft.flow, "c")).toBeDefined();
    removeNodes(draft, new Set(["c"]), false);
    expect(findNode(draft.flow, "c")).toBeUndefined();
  });
});
