// @vitest-environment happy-dom
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { GitConflict } from "@/api/types";
import { placeWords } from "@/flow/place-words";
import { GitConflicts } from "./GitConflicts";

const conflicts: GitConflict[] = [
  { flow: "greeter", place: { node: { id: "hello", field: "/config/text" } }, base: "Hello", ours: "Hallo", theirs: "Salut" },
  { flow: "greeter", place: { edge: { from: "hello" } }, ours: "bye" },
];

test("every conflict is decided, each for itself, before anything is sent", () => {
  const settle = vi.fn();
  render(<GitConflicts conflicts={conflicts} busy={false} onSettle={settle} />);
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Settle and synchronise" });
  const choose = (label: RegExp, at: number) => fireEvent.click(screen.getAllByRole("radio", { name: label })[at] as HTMLElement);
  expect(screen.getByText("Salut")).toBeTruthy();
  expect(screen.getByText("(removed)")).toBeTruthy();
  choose(/As it was pushed/, 0);
  expect(button.disabled).toBe(true);
  choose(/As it is here/, 1);
  fireEvent.click(button);
  expect(settle).toHaveBeenCalledWith({
    greeter: [
      { place: { node: { id: "hello", field: "/config/text" } }, choice: "theirs" },
      { place: { edge: { from: "hello" } }, choice: "ours" },
    ],
  });
});

test("places are named as people name them", () => {
  expect(placeWords({ node: { id: "hello", field: "/config/text" } })).toBe("‘hello’: text");
  expect(placeWords({ node: { id: "hello", field: "" } })).toBe("‘hello’");
  expect(placeWords({ channel: { name: "log", field: "/reducer" } })).toBe("channel log: reducer");
  expect(placeWords({ test: { name: "vpn", field: "" } })).toBe("test vpn");
  expect(placeWords({ flow: { field: "/title" } })).toBe("the flow: title");
});
