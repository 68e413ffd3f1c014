// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { command } from "@/editor/commands/all";
import { EditorProvider } from "@/editor/context";
import { createTaste } from "@/editor/taste";
import { createTools } from "@/testing/tools";
import { Palette } from "./Palette";

function open(props: { onAdded?: () => void } = {}) {
  const tools = createTools();
  render(
    <EditorProvider tools={tools}>
      <Palette {...props} />
    </EditorProvider>,
  );
  return tools;
}
const search = () => screen.queryByRole("searchbox");

test("the nodes are hidden with a button that stays, and that is remembered for this person", () => {
  open();
  const button = screen.getByRole("button", { name: "Hide the nodes" });
  button.focus();
  fireEvent.click(button);
  expect(search()).toBeNull();
  expect(screen.queryByRole("button", { name: /^Reply/ })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Show the nodes" }));
  expect(createTaste("u").getState().hidden).toBe(true);
  expect(createTaste("somebody else").getState().hidden).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Show the nodes" }));
  expect(search()).not.toBeNull();
});

test("the key that adds a node shows them again and is in the search at once", () => {
  const tools = open();
  fireEvent.click(screen.getByRole("button", { name: "Hide the nodes" }));
  act(() => command("palette")?.perform(tools));
  expect(search()).not.toBeNull();
  expect(document.activeElement).toBe(search());
});

test("a command does the same, and leaves the focus on the canvas when they go", () => {
  const tools = open();
  const focus = vi.fn();
  tools.canvas.current = { focus } as never;
  const fold = () => act(() => command("fold-palette")?.perform(tools));
  fold();
  expect(search()).toBeNull();
  expect(focus).toHaveBeenCalledExactlyOnceWith("start");
  fold();
  expect(document.activeElement).toBe(search());
});

test("opened to add one node it cannot be hidden, and is not", () => {
  createTaste("u").hide(true);
  open({ onAdded: vi.fn() });
  expect(search()).not.toBeNull();
  expect(screen.queryByRole("button", { name: /the nodes$/ })).toBeNull();
});
