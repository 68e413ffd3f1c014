// @vitest-environment happy-dom
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { command } from "@/editor/commands/all";
import { keysOf, resetAll } from "@/editor/commands/keymap";
import type { Command } from "@/editor/commands/types";
import { KeyMapCard } from "./KeyMapCard";

beforeEach(() => act(resetAll));

const keys = (id: string) => keysOf(command(id) as Command);
const press = (element: Element, key: string) => fireEvent.keyDown(element, { key });

function change(name: RegExp): HTMLElement {
  fireEvent.click(screen.getByRole("button", { name }));
  return screen.getByRole("button", { name: /Press keys/ });
}

test("what was changed is told, and set back all at once", () => {
  render(<KeyMapCard />);
  expect(screen.getByText("The keys of the editor are as they came.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Change keys" }));
  press(change(/keys of Connect to…/), "x");
  expect(screen.getByText("1 command of the editor has other keys.")).toBeTruthy();
  expect(within(screen.getByRole("list", { name: "Changed by you" })).getByText("X, was C")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Set all back" }));
  expect(keys("connect")).toEqual(["C"]);
  expect(screen.queryByRole("list", { name: "Changed by you" })).toBeNull();
});

test("keys that are another command’s are taken from it only when they are pressed once more", () => {
  render(<KeyMapCard />);
  fireEvent.click(screen.getByRole("button", { name: "Change keys" }));
  const field = change(/keys of Connect to…/);
  press(field, "r");
  expect(screen.getByText("R is for “Run: test chat”. Press it again to take it from there, or press others.")).toBeTruthy();
  expect([keys("connect"), keys("run")]).toEqual([["C"], ["R"]]);
  press(field, "r");
  expect([keys("connect"), keys("run")]).toEqual([["R"], []]);
  expect(screen.getByText("Taken from “Run: test chat”.")).toBeTruthy();
});
