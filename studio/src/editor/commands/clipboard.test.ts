// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { write } from "@/flow/clip";
import { overlap } from "@/flow/room";
import { docOf, flow, node } from "@/testing/builders";
import { createTools } from "@/testing/tools";
import { boxOf } from "../boxes";
import type { CanvasView } from "../context";
import { command } from "./all";
import { copySelection, pasteText } from "./clipboard";

function open(nodes = ["kb", "say"]) {
  const tools = createTools(docOf(flow(nodes.map((id) => node(id)), "start>kb kb>say")));
  const went: string[] = [];
  tools.canvas.current = { middle: () => ({ x: 480, y: 0 }), reveal: (id: string) => void went.push(`see ${id}`), focus: (id: string) => void went.push(`focus ${id}`) } as unknown as CanvasView;
  const ids = () => tools.editor.getState().doc.flow.nodes.map((one) => one.id);
  const covered = () => {
    const boxes = ["start", ...ids()].map((id) => boxOf(tools.editor.getState(), id)).filter((box) => box !== undefined);
    return boxes.some((one, at) => boxes.some((other, beyond) => beyond > at && overlap(one, other, 0)));
  };
  const pasted = async (text: string) => {
    const before = ids().length;
    pasteText(tools, text);
    await vi.waitFor(() => expect(ids().length).toBeGreaterThan(before));
  };
  return { tools, went, ids, covered, pasted };
}

test("what is pasted lies on nothing, and a second paste beside the first", async () => {
  const { tools, ids, covered, pasted } = open();
  tools.editor.select(["kb", "say"]);
  const text = copySelection(tools) ?? "";
  await pasted(text);
  await pasted(text);
  expect(ids()).toEqual(["kb", "say", "kb_2", "say_2", "kb_3", "say_3"]);
  expect(covered()).toBe(false);
});

test("it keeps its shape: the nodes of a part stand to each other as they did", async () => {
  const { tools, pasted } = open();
  tools.editor.select(["kb", "say"]);
  await pasted(copySelection(tools) ?? "");
  const { nodes } = tools.editor.getState().doc.layout;
  expect((nodes.say_2?.x ?? 0) - (nodes.kb_2?.x ?? 0)).toBe((nodes.say?.x ?? 0) - (nodes.kb?.x ?? 0));
});

test("all of it is chosen, and the first has the focus, in sight", async () => {
  const { tools, went, pasted } = open();
  tools.editor.select(["kb", "say"]);
  await pasted(copySelection(tools) ?? "");
  expect(went).toEqual(["see kb_2", "focus kb_2"]);
  expect(tools.editor.getState()).toMatchObject({ active: "kb_2", nodes: new Set(["kb_2", "say_2"]), said: "Added kb_2, say_2." });
});

test("of many it is said how many they are, not what each is called", async () => {
  const { tools, pasted } = open();
  const nodes = Array.from({ length: 320 }, (_, at) => node(`n${at}`));
  const layout = Object.fromEntries(nodes.map(({ id }, at) => [id, { x: at * 320, y: 0 }]));
  await pasted(write({ format: "flowright-clip/1", nodes, edges: [], layout, groups: [], notes: [] }));
  expect(tools.editor.getState().said).toBe("Added 320 nodes.");
});

test("a copy made on the spot covers nothing either", () => {
  const { tools, covered, went } = open();
  tools.editor.select(["kb"]);
  command("duplicate")?.perform(tools);
  expect(covered()).toBe(false);
  expect(went).toContain("focus kb_2");
});
