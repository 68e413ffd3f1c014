import { expect, test } from "vitest";
import { docOf, flow, node } from "@/testing/builders";
import { outlineOf, showing, unfolded } from "./outline";
import type { FlowNode } from "./types";

const inside = (parent: string, id: string, kind = "template"): FlowNode => ({ ...node(id, kind), parent });
const made = docOf(
  flow([node("each", "map"), inside("each", "kb"), inside("each", "again", "loop"), inside("again", "try_it"), node("done", "end")], "start>each each.body>kb kb>again again.body>try_it each>done"),
).flow;
const said = (steps = outlineOf(made)) => steps.map(({ id, depth, place, beside, inside: below }) => `${depth} ${id} ${place}/${beside}${below > 0 ? ` +${below}` : ""}`);

test("each step stands before what is in it, and knows its place among those beside it", () => {
  expect(said()).toEqual(["0 start 1/3", "0 each 2/3 +2", "1 kb 1/2", "1 again 2/2 +1", "2 try_it 1/1", "0 done 3/3"]);
  expect(outlineOf(made).find((step) => step.id === "try_it")?.parent).toBe("again");
});

test("what is inside of a folded step is left out, whatever is folded in it", () => {
  expect(unfolded(outlineOf(made), new Set(["each", "again"])).map((step) => step.id)).toEqual(["start", "each", "done"]);
  expect(unfolded(outlineOf(made), new Set(["again"])).map((step) => step.id)).toEqual(["start", "each", "kb", "again", "done"]);
});

test("to show a step unfolds what is around it and nothing else", () => {
  expect([...showing(made, new Set(["each", "again"]), "try_it")]).toEqual([]);
  expect([...showing(made, new Set(["each", "again"]), "kb")]).toEqual(["again"]);
});
