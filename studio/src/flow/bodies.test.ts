import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, edgesOf, flow, kinds, node } from "@/testing/builders";
import { ancestors, carried, CONTAINERS, frameAt, framesOf, homeOf, nested, withBodies } from "./bodies";
import * as clip from "./clip";
import { refusal } from "./connect";
import type { Doc } from "./document";
import { join, spliceInto } from "./join";
import { complete, tidy } from "./layout";
import { paste, removeNodes, renameNode } from "./ops";
import { inScope } from "./scope";
import type { FlowNode } from "./types";

const inside = (parent: string, id: string, kind = "template"): FlowNode => ({ ...node(id, kind), parent });
const end = (id: string, port = "out") => ({ node: id, port });
/** start → each ◆ (kb → again ◆ (try_it)) → done; `free` is connected with nothing. */
const nest = () =>
  docOf(
    flow(
      [node("each", "map", { items: "input.list" }), inside("each", "kb", "kb_search"), inside("each", "again", "loop"), inside("again", "try_it", "llm"), node("done", "end"), node("free"), node("tail")],
      "start>each each.body>kb kb>again again.body>try_it each>done free>tail",
    ),
  );
const parents = (doc: Doc) => Object.fromEntries(doc.flow.nodes.map((one) => [one.id, one.parent]));
const after = (recipe: (doc: Doc) => void) => produce(nest(), recipe);

test("the kinds with a body are those with a port of that kind", () => {
  const bodied = [...kinds.values()].filter((kind) => kind.ports.some((port) => "fixed" in port && port.fixed.kind === "body"));
  expect(new Set(bodied.map((kind) => kind.name))).toEqual(CONTAINERS);
});

test("what follows the port body lives inside, what follows another port beside the node", () => {
  const { flow: made } = nest();
  expect(homeOf(made, end("each", "body"))).toBe("each");
  expect(homeOf(made, end("each"))).toBeUndefined();
  expect(homeOf(made, end("again"))).toBe("each");
  expect(homeOf(made, end("free", "body"))).toBeUndefined();
});

test("containers around a node are named from the nearest, and a circle of parents ends", () => {
  expect(ancestors(nest().flow, "try_it")).toEqual(["again", "each"]);
  const circle = flow([{ ...node("a", "map"), parent: "b" }, { ...node("b", "map"), parent: "a" }], "start>a");
  expect(ancestors(circle, "a")).toEqual(["b"]);
  expect(nested(circle).map((row) => row.id).toSorted()).toEqual(["a", "b", "start"]);
});

test("the outline has each node before what is in it, one deeper", () => {
  expect(nested(nest().flow).map(({ id, depth }) => `${depth} ${id}`)).toEqual(["0 start", "0 each", "1 kb", "1 again", "2 try_it", "0 done", "0 free", "0 tail"]);
});

test("deleting a container takes everything in it along", () => {
  const doc = after((draft) => removeNodes(draft, new Set(["each"]), false));
  expect(doc.flow.nodes.map((one) => one.id)).toEqual(["done", "free", "tail"]);
  expect(edgesOf(doc.flow)).toEqual(["free>tail"]);
  expect(Object.keys(doc.layout.nodes)).toEqual(["start", "done", "free", "tail"]);
});

test("healing over a container joins what is around it, not what was in it", () => {
  expect(edgesOf(after((draft) => removeNodes(draft, new Set(["each"]), true)).flow)).toEqual(["free>tail", "start>done"]);
});

test("a loose node goes into the body it is connected to, with what it hangs together with", () => {
  const doc = after((draft) => join(draft, end("each", "body"), "free"));
  expect(parents(doc)).toMatchObject({ free: "each", tail: "each" });
  expect(edgesOf(doc.flow)).toContain("each.body>free");
  const before = after((draft) => join(draft, end("tail"), "again"));
  expect(parents(before)).toMatchObject({ free: "each", tail: "each" });
});

test("a connection across the border of a body is refused with the reason, and not made", () => {
  const { flow: made } = nest();
  expect(refusal(made, kinds, end("kb"), "done")).toBe("‘kb’ is inside ‘each’ and ‘done’ is not. What follows the body is connected to ‘each’ itself.");
  expect(refusal(made, kinds, end("each"), "kb")).toBe("‘kb’ is inside ‘each’: only the port ‘body’ leads in.");
  expect(refusal(made, kinds, end("start"), "try_it")).toBe("‘try_it’ is inside ‘again’: only the port ‘body’ of ‘again’ leads in.");
  expect(refusal(made, kinds, end("each", "body"), "done")).toMatch(/not part of the body of ‘each’/);
  expect(edgesOf(after((draft) => join(draft, end("kb"), "done")).flow)).toEqual(edgesOf(made));
});

test("a container cannot be put inside itself", () => {
  const doc = docOf(flow([node("each", "map"), inside("each", "kb")], "each.body>kb"));
  expect(refusal(doc.flow, kinds, end("kb"), "each")).toMatch(/inside ‘each’/);
});

test("a node put on an edge of a body becomes part of it", () => {
  const loose = docOf(flow([node("each", "map"), inside("each", "kb"), node("more")], "start>each each.body>kb"));
  const doc = produce(loose, (draft) => spliceInto(draft, "each.body->kb", "more", "out"));
  expect(parents(doc).more).toBe("each");
  expect(edgesOf(doc.flow)).toEqual(["start>each", "each.body>more", "more>kb"]);
});

test("renaming a container renames it for what is in it", () => {
  expect(parents(after((draft) => renameNode(draft, kinds, "each", "every")))).toMatchObject({ kb: "every", again: "every", try_it: "again" });
});

test("a copied container brings its body; a copied step stays in its body, and in another flow stands alone", () => {
  const whole = clip.copy(nest(), new Set(["each"]));
  if (!whole) throw new Error("nothing was copied");
  expect(whole.nodes.map((one) => one.id)).toEqual(["each", "kb", "again", "try_it"]);
  const doc = after((draft) => void paste(draft, whole, kinds, { x: 0, y: 0 }));
  expect(parents(doc)).toMatchObject({ each_2: undefined, kb_2: "each_2", again_2: "each_2", try_it_2: "again_2" });
  const step = clip.copy(nest(), new Set(["kb"]));
  if (!step) throw new Error("nothing was copied");
  expect(parents(after((draft) => void paste(draft, step, kinds, { x: 0, y: 0 }))).kb_2).toBe("each");
  const elsewhere = produce(docOf(flow([node("each")], "start>each")), (draft) => void paste(draft, step, kinds, { x: 0, y: 0 }));
  expect(parents(elsewhere).kb).toBeUndefined();
});

test("choosing a container chooses what is in it, however deep", () => {
  expect([...withBodies(nest().flow, ["each"])]).toEqual(["each", "kb", "again", "try_it"]);
});

test("a frame goes around the nodes of a body and the frames in it; an empty body has none", () => {
  const { flow: made } = nest();
  const boxes = new Map([...made.nodes.entries()].map(([at, one]) => [one.id, { x: at * 300, y: 0, width: 240, height: 84 }]));
  const [outer, inner] = framesOf(made, boxes);
  expect([outer?.id, inner?.id]).toEqual(["each", "again"]);
  expect(inner?.box).toEqual({ x: 876, y: -56, width: 288, height: 164 });
  expect(outer?.box).toEqual({ x: 276, y: -112, width: 912, height: 244 });
  expect(framesOf(flow([node("each", "map")], "start>each"), boxes)).toEqual([]);
});

test("tidied up, what follows a container stands after its whole body", () => {
  const at = tidy(nest().flow, kinds);
  expect(at.done?.x).toBeGreaterThan(at.try_it?.x ?? Number.POSITIVE_INFINITY);
});

test("a step of a body may read the item, its index, and the loop's count", () => {
  const names = (id: string) => inScope(nest().flow, kinds, id, { outputs: {} }).map((name) => name.path);
  expect(names("kb")).toEqual(expect.arrayContaining(["item", "index"]));
  expect(names("kb")).not.toContain("loop");
  expect(names("try_it")).toEqual(expect.arrayContaining(["item", "loop"]));
  expect(names("done")).not.toContain("item");
});

test("a moved container takes its body along, but not what is moved by itself", () => {
  const { flow: made } = nest();
  const layout = { nodes: { each: { x: 0, y: 0 }, kb: { x: 300, y: 200 }, again: { x: 600, y: 200 }, try_it: { x: 900, y: 400 }, done: { x: 1200, y: 0 } } };
  expect(carried(made, layout, { each: { x: 10, y: -5 } })).toEqual({
    each: { x: 10, y: -5 },
    kb: { x: 310, y: 195 },
    again: { x: 610, y: 195 },
    try_it: { x: 910, y: 395 },
  });
  expect(carried(made, layout, { again: { x: 600, y: 208 }, try_it: { x: 0, y: 0 } })).toEqual({ again: { x: 600, y: 208 }, try_it: { x: 0, y: 0 } });
  expect(carried(made, layout, { kb: { x: 1, y: 1 } })).toEqual({ kb: { x: 1, y: 1 } });
});

test("a point in a frame belongs to the innermost container around it", () => {
  const { flow: made } = nest();
  const layout = { nodes: { each: { x: 0, y: 0 }, kb: { x: 300, y: 200 }, again: { x: 600, y: 200 }, try_it: { x: 900, y: 400 } } };
  const size = { width: 200, height: 80 };
  expect(frameAt(made, layout, { x: 320, y: 210 }, size)).toBe("each");
  expect(frameAt(made, layout, { x: 950, y: 440 }, size)).toBe("again");
  expect(frameAt(made, layout, { x: 10, y: 10 }, size)).toBeUndefined();
});

test("places of nodes that are no more are forgotten", () => {
  const made = flow([node("kb", "kb_search")], "start>kb");
  const layout = { nodes: { start: { x: 0, y: 0 }, kb: { x: 300, y: 0 }, gone: { x: 9000, y: 0 } } };
  expect(Object.keys(complete(made, layout, kinds).nodes)).toEqual(["start", "kb"]);
  const same = { nodes: { start: { x: 0, y: 0 }, kb: { x: 300, y: 0 } } };
  expect(complete(made, same, kinds)).toBe(same);
});
