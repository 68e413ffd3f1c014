// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { notesOf } from "@/flow/notes";
import { overlap } from "@/flow/room";
import type { Layout, Point } from "@/flow/types";
import { docOf, flow, node } from "@/testing/builders";
import { createTools } from "@/testing/tools";
import { boxOf } from "../boxes";
import type { CanvasView } from "../context";
import { newNote } from "./frames";

const drawn = flow([node("kb"), node("say"), node("sorry")], "start>kb kb>say kb.error>sorry");

function open(nodes: Record<string, Point>, middle: Point = { x: 0, y: 0 }, more: Partial<Layout> = {}) {
  const tools = createTools({ ...docOf(drawn), layout: { ...more, nodes: { start: { x: -320, y: 0 }, ...nodes } } });
  const revealed: Point[] = [];
  tools.canvas.current = { middle: () => middle, revealBox: (box: Point) => void revealed.push(box) } as unknown as CanvasView;
  const notes = () => notesOf(tools.editor.getState().doc.layout);
  const covered = () => Object.keys(nodes).filter((id) => notes().some((note) => overlap(note, boxOf(tools.editor.getState(), id) ?? note, 0)));
  return { tools, notes, covered, revealed };
}

test("a note comes under the node that one is at, and is brought into sight", () => {
  const { tools, notes, revealed } = open({ kb: { x: 0, y: 0 }, say: { x: 320, y: 0 }, sorry: { x: 640, y: 400 } });
  tools.editor.select(["kb"]);
  newNote(tools);
  expect(notes()).toMatchObject([{ x: 0, y: 112 }]);
  expect(revealed).toHaveLength(1);
  expect(tools.editor.getState().writing).toBe("note_1");
});

test("where something stands, it goes as little further as it must", () => {
  const { tools, notes, covered } = open({ kb: { x: 0, y: 0 }, say: { x: 80, y: 120 }, sorry: { x: 640, y: 400 } });
  tools.editor.select(["kb"]);
  newNote(tools);
  expect(covered()).toEqual([]);
  expect(notes()).toMatchObject([{ x: 0, y: 232 }]);
});

test("with nothing chosen it comes into the middle, beside what is there; a second one not onto the first", () => {
  const { tools, notes, covered } = open({ kb: { x: 0, y: 0 }, say: { x: 320, y: 0 }, sorry: { x: 640, y: 400 } }, { x: 330, y: 10 });
  newNote(tools);
  tools.editor.select([]);
  newNote(tools);
  expect(covered()).toEqual([]);
  const [first, second] = notes();
  expect(first && second && overlap(first, second, 0)).toBe(false);
});

test("a collapsed group is not covered either, and a place that was pointed at is taken as it is", () => {
  const group = { id: "group_1", title: "Group", colour: "grey" as const, nodes: ["say", "sorry"], collapsed: true };
  const { tools, notes } = open({ kb: { x: 0, y: 0 }, say: { x: 320, y: 400 }, sorry: { x: 640, y: 0 } }, { x: 320, y: 0 }, { groups: [group] });
  newNote(tools);
  expect(overlap(notes()[0] as never, { x: 320, y: 0, width: 240, height: 84 }, 0)).toBe(false);
  newNote(tools, { x: 8, y: 8 });
  expect(notes()[1]).toMatchObject({ x: 8, y: 8 });
});
