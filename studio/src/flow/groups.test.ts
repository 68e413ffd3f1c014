import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, flow, kinds, node } from "@/testing/builders";
import * as clip from "./clip";
import { read as readClip } from "./clip-read";
import { changeGroup, groupBox, groupNodes, hidden, joinGroup, movedWith, ungroupNodes } from "./groups";
import { complete } from "./layout";
import { addNote, changeNote, moveNotes, noteTitle, removeNotes } from "./notes";
import { moveNodes, paste, removeNodes, renameNode } from "./ops";

const nodes = () => [node("each", "map"), { ...node("one"), parent: "each" }, node("kb", "kb_search"), node("say", "reply")];
const doc = () => docOf(flow(nodes(), "start>each each.body>one each>kb kb>say"));

test("a group takes the bodies of its nodes along, and never the start", () => {
  const made = produce(doc(), (draft) => void groupNodes(draft, ["start", "each"], "Each of them"));
  expect(made.layout.groups).toEqual([{ id: "group_1", title: "Each of them", colour: "grey", nodes: ["each", "one"] }]);
});

test("a node is in one group at most; with a whole group and more chosen it grows", () => {
  const made = produce(doc(), (draft) => {
    groupNodes(draft, ["kb"], "Search");
    groupNodes(draft, ["say"], "Answer");
    groupNodes(draft, ["kb", "each"], "ignored");
  });
  expect(made.layout.groups?.map((group) => [group.title, group.nodes])).toEqual([
    ["Answer", ["say"]],
    ["Search", ["kb", "each", "one"]],
  ]);
  const moved = produce(made, (draft) => void groupNodes(draft, ["kb", "say"], "Both"));
  expect(moved.layout.groups?.map((group) => group.nodes)).toEqual([["each", "one"], ["kb", "say"]]);
});

test("deleting and renaming reach the groups, and an empty group goes", () => {
  const made = produce(doc(), (draft) => {
    groupNodes(draft, ["kb", "say"], "Both");
    renameNode(draft, kinds, "kb", "articles");
    removeNodes(draft, new Set(["say"]), false);
  });
  expect(made.layout.groups?.[0]?.nodes).toEqual(["articles"]);
  expect(produce(made, (draft) => ungroupNodes(draft, ["articles"])).layout).not.toHaveProperty("groups");
});

test("a collapsed group hides its nodes, and what is in a hidden container", () => {
  const made = produce(doc(), (draft) => {
    const id = groupNodes(draft, ["each"], "Loop");
    changeGroup(draft, id as string, { collapsed: true });
    // Added to the body later.
    draft.flow.nodes.push({ ...node("two"), parent: "each" });
  });
  expect([...hidden(made.flow, made.layout)]).toEqual([["each", "group_1"], ["one", "group_1"], ["two", "group_1"]]);
  expect(groupBox(made.layout.groups?.[0] as never, (id) => ({ ...(made.layout.nodes[id] ?? { x: 0, y: 0 }), width: 240, height: 84 }))).toMatchObject({ width: 240, height: 84 });
});

test("what is put between two nodes of a group belongs to it", () => {
  const made = produce(doc(), (draft) => {
    groupNodes(draft, ["kb", "say"], "Both");
    joinGroup(draft, "each", ["start", "kb"]);
    joinGroup(draft, "one", ["kb", "say"]);
  });
  expect(made.layout.groups?.[0]?.nodes).toEqual(["kb", "say", "one"]);
});

test("moving a frame moves what is in it, and a place that is kept stays kept", () => {
  const made = produce(doc(), (draft) => {
    groupNodes(draft, ["kb"], "Search");
    const place = draft.layout.nodes.kb;
    if (place) place.pinned = true;
  });
  const group = made.layout.groups?.[0] as never;
  const moved = produce(made, (draft) => moveNodes(draft, movedWith(made.flow, made.layout, group, { x: 16, y: 8 })));
  expect(moved.layout.nodes.kb).toEqual({ x: (made.layout.nodes.kb?.x ?? 0) + 16, y: 8, pinned: true });
});

test("notes are added, changed, moved and removed", () => {
  const made = produce(doc(), (draft) => {
    addNote(draft, { x: 3, y: 5, text: "# Why\nbecause" });
    const second = addNote(draft, { x: 0, y: 0 });
    changeNote(draft, "note_1", { colour: "blue" });
    moveNotes(draft, { note_1: { x: 24, y: 40 } });
    removeNotes(draft, new Set([second]));
  });
  expect(made.layout.notes).toEqual([{ id: "note_1", text: "# Why\nbecause", colour: "blue", x: 24, y: 40, width: 240, height: 160 }]);
  expect(noteTitle(made.layout.notes?.[0] as never)).toBe("Why");
});

test("a copy carries whole groups and notes, through text, to fresh names", () => {
  const made = produce(doc(), (draft) => {
    groupNodes(draft, ["kb", "say"], "Both", "green");
    addNote(draft, { x: 100, y: 100, text: "Read me" });
  });
  expect(clip.copy(made, new Set(["kb"]))?.groups).toEqual([]);
  const text = clip.write(clip.copy(made, new Set(["kb", "say"]), new Set(["note_1"])) as clip.Clip);
  const pasted = produce(made, (draft) => {
    expect(paste(draft, readClip(text) as clip.Clip, kinds, { x: 8, y: 8 })).toEqual({ nodes: ["kb_2", "say_2"], notes: ["note_2"] });
  });
  expect(pasted.layout.groups?.[1]).toEqual({ id: "group_2", title: "Both", colour: "green", nodes: ["kb_2", "say_2"] });
  expect(pasted.layout.notes?.[1]).toMatchObject({ id: "note_2", text: "Read me", x: 112, y: 112 });
});

test("a clip with a wrong note or group is read without it", () => {
  const text = JSON.stringify({ format: "flowright-clip/1", nodes: [node("a")], edges: [], layout: { a: { x: 1, y: 1 } }, notes: [{ text: 4 }, { x: 1, y: 2, colour: "pink" }], groups: [null, { nodes: ["a", 3] }] });
  expect(readClip(text)).toMatchObject({ layout: { a: { x: 1, y: 1 } }, notes: [{ colour: "yellow", width: 240 }], groups: [{ colour: "grey", nodes: ["a"] }] });
});

test("opening a flow forgets group members that are no more", () => {
  const layout = { ...doc().layout, groups: [{ id: "g", title: "", colour: "grey" as const, nodes: ["kb", "gone"] }, { id: "h", title: "", colour: "grey" as const, nodes: ["gone"] }] };
  expect(complete(doc().flow, layout, kinds).groups).toEqual([{ id: "g", title: "", colour: "grey", nodes: ["kb"] }]);
});
