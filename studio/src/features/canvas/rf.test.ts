// @vitest-environment happy-dom
import { createElement, type ReactNode } from "react";
import { act, renderHook } from "@testing-library/react";
import { produce } from "immer";
import { expect, test } from "vitest";
import { EditorProvider, type EditorTools } from "@/editor/context";
import { createEditor } from "@/editor/store";
import type { Doc } from "@/flow/document";
import { connect, moveNodes, setConfig, setField } from "@/flow/ops";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { cardMaker, type Drag } from "./rf";
import { edgeMaker } from "./rf-edges";
import { sceneMaker } from "./rf-marks";
import { useDrawing } from "./use-drawing";

const NONE: ReadonlySet<string> = new Set();
const AWAY: ReadonlyMap<string, string> = new Map();
const cases = (...ports: string[]) => ports.map((port) => ({ port, when: "true" }));
const start = produce(docOf(flow([node("ask", "condition", { cases: cases("yes"), otherwise: "no" }), node("say"), node("end")], "start>ask ask.yes>say ask.no>gone say>end")), () => {});
// A first edit of nothing, as the store has it: the whole is frozen.
const doc = produce(start, (draft: Doc) => void (draft.flow.title = "Drawn"));

function canvas() {
  const [cards, edges, scene] = [cardMaker(), edgeMaker(), sceneMaker()];
  return (now: Doc, drag: Drag = null, selected = NONE) => {
    const made = cards(now.flow, now.layout, kinds, selected, AWAY, drag);
    return { cards: made.list, edges: edges(now.flow, made.ports, AWAY, NONE), nodes: scene(now.flow, now.layout, made.list, NONE, drag, false) };
  };
}

const fresh = <T extends { id: string }>(before: T[], now: T[]) => now.filter((one) => !before.includes(one)).map((one) => one.id);

test("typing into a setting or a title draws nothing anew", () => {
  const draw = canvas();
  const before = draw(doc);
  const typed = produce(doc, (draft) => {
    setConfig(draft, "say", "text", "Hello");
    setField(draft, "ask", "title", "Well?");
  });
  const now = draw(typed);
  expect(now.cards).toBe(before.cards);
  expect(now.edges).toBe(before.edges);
  expect(now.nodes).toBe(before.nodes);
});

test("a setting that names a port draws the node anew and the edges that leave by it", () => {
  const draw = canvas();
  const before = draw(doc);
  const now = draw(produce(doc, (draft) => setConfig(draft, "ask", "cases", cases("maybe"))));
  expect(fresh(before.cards, now.cards)).toEqual(["ask"]);
  expect(fresh(before.edges, now.edges)).toEqual(["ask.yes->say"]);
});

test("a frame of a drag draws the dragged card and makes no edge anew", () => {
  const draw = canvas();
  const before = draw(doc, { say: { x: 10, y: 10 } });
  const now = draw(doc, { say: { x: 20, y: 10 } });
  expect(fresh(before.cards, now.cards)).toEqual(["say"]);
  expect(now.edges).toBe(before.edges);
});

test("choosing a node draws that card and makes no edge anew", () => {
  const draw = canvas();
  const before = draw(doc);
  const now = draw(doc, null, new Set(["end"]));
  expect(fresh(before.cards, now.cards)).toEqual(["end"]);
  expect(now.edges).toBe(before.edges);
});

test("what moves, is connected or is chosen is drawn where it is then", () => {
  const draw = canvas();
  draw(doc);
  const moved = draw(produce(doc, (draft) => moveNodes(draft, { end: { x: 0, y: 400 } })));
  expect(moved.cards.find((card) => card.id === "end")?.position).toEqual({ x: 0, y: 400 });
  const joined = draw(produce(doc, (draft) => connect(draft, { node: "end", port: "out" }, "ask")));
  expect(joined.edges.map((edge) => edge.id)).toContain("end->ask");
  expect(joined.nodes.map((one) => one.id)).toContain("ghost:gone");
});

const leaving = (edges: { id: string; sourceHandle?: string | null }[]) => Object.fromEntries(edges.map((edge) => [edge.id, edge.sourceHandle]));

test("an edge of a node that was just inserted leaves by the port it names", () => {
  const editor = createEditor({ name: "test", kinds, doc: docOf(flow([node("answer")], "start>answer")) });
  const wrapper = ({ children }: { children: ReactNode }) => createElement(EditorProvider, { tools: { editor } as EditorTools, children });
  const { result } = renderHook(() => useDrawing(null), { wrapper });
  act(() =>
    editor.edit("insert", (draft) => {
      draft.flow.nodes.push(node("check", "condition", { cases: cases("yes") }));
      draft.layout.nodes.check = { x: 160, y: 0 };
      draft.flow.edges = flow([], "start>check check.yes>answer check.error>answer").edges;
    }),
  );
  expect(leaving(result.current.edges)).toEqual({ "start->check": "out", "check.yes->answer": "yes", "check.error->answer": "error" });
});

test("an edge that was made before its port was drawn is made anew with it", () => {
  const edges = edgeMaker();
  const early = edges(doc.flow, new Map(), AWAY, NONE);
  expect(leaving(early)["ask.yes->say"]).toBe("out");
  const now = edges(doc.flow, cardMaker()(doc.flow, doc.layout, kinds, NONE, AWAY, null).ports, AWAY, NONE);
  expect(leaving(now)["ask.yes->say"]).toBe("yes");
  expect(now.find((edge) => edge.id === "say->end")).toBe(early.find((edge) => edge.id === "say->end"));
});
