// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { EditorTools } from "@/editor/context";
import { createRunStore } from "@/editor/runs/run-store";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { createTaste } from "@/editor/taste";
import { findNode, isOff } from "@/flow/document";
import { docOf, edgesOf, flow, kinds, node } from "@/testing/builders";
import { type Item, menuOf } from "./items";

function tools(edges: string): EditorTools {
  const doc = docOf(flow([node("check", "condition", { cases: [{ port: "yes", when: "true" }], otherwise: "no" }), node("say", "reply"), node("end", "end")], edges));
  const editor = createEditor({ name: "f", kinds, doc: { ...doc, layout: { ...doc.layout, notes: [{ id: "n1", text: "Mind this", x: 0, y: 0, width: 200, height: 100, colour: "blue" }] } } });
  return { editor, runs: createRunStore(), trial: createTrialStore("u", "f"), taste: createTaste("u"), sync: null, canvas: { current: null }, focusPalette: { current: null }, focusChat: { current: null } };
}

afterEach(() => vi.unstubAllGlobals());

const labels = (made: EditorTools, of: Parameters<typeof menuOf>[1]) => menuOf(made, of).groups.map((group) => group.map((one) => one.label));
const find = (made: EditorTools, of: Parameters<typeof menuOf>[1], label: string) => menuOf(made, of).groups.flat().find((one) => one.label === label);

test("a node offers what its commands do, with their keys, and nothing that does not apply", () => {
  const made = tools("start>check check.yes>say");
  made.editor.select(["check"]);
  expect(labels(made, { is: "node" })).toEqual([
    ["Open the inspector", "Rename node"],
    ["Add next node, connected", "Insert a node before this one", "Connect to…", "Remove a connection"],
    ["Switch off, so that runs pass it by"],
    ["Cut", "Copy", "Duplicate"],
    ["Comment on node", "Keep its place when tidying up", "Group what is chosen", "Make a sub-flow of what is chosen…"],
    ["Delete", "Delete and join what is left"],
  ]);
  expect(find(made, { is: "node" }, "Connect to…")).toMatchObject({ keys: "C" });
  made.editor.select(["start"]);
  expect(labels(made, { is: "node" }).flat()).not.toContain("Delete");
});

test("a node is switched off and on, and what is inside of it with it", () => {
  const made = tools("start>check check.yes>say");
  made.editor.edit("nest", ({ flow }) => flow.nodes.filter(({ id }) => id === "say").forEach((say) => (say.parent = "check")));
  const flow = () => made.editor.getState().doc.flow;
  made.editor.select(["check"]);
  (find(made, { is: "node" }, "Switch off, so that runs pass it by") as Item).perform();
  expect(["check", "say", "end"].map((id) => isOff(flow(), id))).toEqual([true, true, false]);
  (find(made, { is: "node" }, "Switch on") as Item).perform();
  // As if it had never been off: there is nothing to publish.
  expect(findNode(flow(), "check")).not.toHaveProperty("disabled");
  made.editor.select(["check", "end"]);
  (find(made, { is: "several" }, "Switch off or on") as Item).perform();
  expect(["check", "end"].map((id) => isOff(flow(), id))).toEqual([true, true]);
  made.editor.undo();
  expect(isOff(flow(), "end")).toBe(false);
});

test("a connection is removed from the menu of either end", () => {
  const made = tools("start>check check.yes>say");
  made.editor.select(["say"]);
  const remove = find(made, { is: "node" }, "Remove a connection");
  if (!remove || !("items" in remove)) throw new Error("no submenu");
  expect(remove.items.map((one) => one.label)).toEqual(["check.yes → say"]);
  remove.items[0]?.perform();
  expect(edgesOf(made.editor.getState().doc.flow)).toEqual(["start>check"]);
});

test("a broken connection is reconnected, a sound one takes a node in its middle", () => {
  const made = tools("start>check check.maybe>say");
  made.editor.select([], ["check.maybe->say"]);
  expect(labels(made, { is: "edge" })).toEqual([["Reconnect the broken connection…"], ["Go to ‘check’", "Go to ‘say’"], ["Remove the connection"]]);
  made.editor.select([], ["start->check"]);
  expect(labels(made, { is: "edge" })[0]).toEqual(["Insert a node here"]);
  made.editor.select(["say"]);
  (find(made, { is: "node" }, "Reconnect check.maybe → say…") as Item).perform();
  expect(made.editor.getState().overlay).toEqual({ is: "reconnect", edge: "check.maybe->say" });
});

test("several are put in line, a note has its colour, an empty place takes what is added there", () => {
  const made = tools("start>check");
  made.editor.select(["check", "say", "end"]);
  const align = find(made, { is: "several" }, "Align and distribute");
  expect(align && "items" in align ? align.items.length : 0).toBe(8);
  made.editor.select([], [], ["n1"]);
  const colour = find(made, { is: "note" }, "Colour");
  expect(colour && "items" in colour ? colour.items.find((one) => one.isOn)?.label : "").toBe("Blue");
  (find(made, { is: "empty", point: { x: 8, y: 16 } }, "Comment here") as Item).perform();
  expect(made.editor.getState().commenting).toEqual({ point: { x: 8, y: 16 } });
  expect(find(made, { is: "empty", point: null }, "Comment here")).toBeUndefined();
});

test("on a phone nothing is offered that is about places, views or keys", () => {
  const made = tools("start>check check.yes>say");
  made.editor.select(["check"]);
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const offered = labels(made, { is: "node" }).flat();
  for (const label of ["Keep its place when tidying up", "Group what is chosen"]) expect(offered).not.toContain(label);
  expect(offered).toContain("Make a sub-flow of what is chosen…");
  expect(labels(made, { is: "empty", point: null }).flat()).not.toContain("Outline or canvas");
});
