// @vitest-environment happy-dom
// How high the panel under the canvas is: by keyboard, over the whole canvas, and as a sheet.
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { command } from "@/editor/commands/all";
import { EditorProvider } from "@/editor/context";
import { createTools } from "@/testing/tools";
import { BottomPanel } from "./BottomPanel";

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("innerHeight", 900);
});

function open(isNarrow = false) {
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: isNarrow && query.includes("1099") }));
  const tools = createTools();
  tools.editor.setState({ panel: "run" });
  const focus = vi.fn();
  tools.canvas.current = { focus } as never;
  render(
    <EditorProvider tools={tools}>
      <BottomPanel run={<input aria-label="Message" />} tests={null} problems={null} comments={null} history={null} />
    </EditorProvider>,
  );
  const line = () => screen.getByRole("separator", { name: "Height of the panel" });
  const height = () => Number(line().getAttribute("aria-valuenow"));
  return { tools, line, height, focus };
}
const press = (element: Element, key: string) => act(() => void fireEvent.keyDown(element, { key }));

test("the arrows make it higher and lower, Home and End as low and as high as it may be, and it is remembered", () => {
  const { tools, line, height } = open();
  expect(height()).toBe(360);
  press(line(), "ArrowUp");
  expect(height()).toBe(384);
  press(line(), "Home");
  press(line(), "ArrowDown");
  expect(height()).toBe(200);
  press(line(), "End");
  expect([height(), tools.taste.getState().panel]).toEqual([660, 660]);
  act(() => void fireEvent.doubleClick(line()));
  expect([height(), tools.taste.getState().panel]).toEqual([360, null]);
});

test("a key and a button put it over the whole canvas and back, and Escape puts it back", () => {
  const { tools } = open();
  act(() => screen.getByRole("button", { name: "Over the whole height" }).click());
  expect(tools.editor.getState().isTall).toBe(true);
  expect(screen.queryByRole("separator")).toBeNull();
  press(screen.getByRole("textbox", { name: "Message" }), "Escape");
  expect(tools.editor.getState().isTall).toBe(false);
  act(() => command("tall-panel")?.perform(tools));
  expect(screen.getByRole("button", { name: "Back to its height" })).toBeTruthy();
});

test("a sheet goes with Escape, not while somebody writes in it, and the focus goes back to the canvas", () => {
  const { tools, focus } = open(true);
  press(screen.getByRole("textbox", { name: "Message" }), "Escape");
  expect(tools.editor.getState().panel).toBe("run");
  press(screen.getByRole("tab", { name: "Run" }), "Escape");
  expect(tools.editor.getState().panel).toBeNull();
  expect(focus).toHaveBeenCalledWith("start");
});

test("beside a wide canvas Escape is the canvas’s", () => {
  const { tools } = open();
  press(screen.getByRole("tab", { name: "Run" }), "Escape");
  expect(tools.editor.getState().panel).toBe("run");
});
