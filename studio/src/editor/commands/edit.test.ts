// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { createTools } from "@/testing/tools";
import type { CanvasView } from "../context";
import { command } from "./all";

function open() {
  const tools = createTools();
  const focused: string[] = [];
  tools.canvas.current = { reveal: () => undefined, focus: (id: string) => void focused.push(id) } as unknown as CanvasView;
  return { tools, focused, perform: (id: string) => command(id)?.perform(tools) };
}

test("undoing a delete leads to the node that came back", () => {
  const { tools, focused, perform } = open();
  tools.editor.select(["kb"]);
  perform("delete");
  perform("undo");
  expect(focused.at(-1)).toBe("kb");
  expect(tools.editor.getState().active).toBe("kb");
});

test("of several that came back all are chosen", () => {
  const { tools, focused, perform } = open();
  tools.editor.select(["kb", "say"]);
  perform("delete");
  perform("undo");
  expect(focused.at(-1)).toBe("kb");
  expect(tools.editor.getState().nodes).toEqual(new Set(["say", "kb"]));
});

test("undoing what added the node that has the focus leaves it on the canvas", () => {
  const { tools, focused, perform } = open();
  tools.editor.select(["kb"]);
  perform("duplicate");
  perform("undo");
  expect(focused.at(-1)).toBe("start");
  perform("redo");
  expect(focused.at(-1)).toBe("kb_2");
});
