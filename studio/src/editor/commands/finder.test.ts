// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { FINDER, finderAt, openFinder, opensFinder } from "./finder";
import { assign, resetAll } from "./keymap";
import { command } from "./all";

beforeEach(() => {
  resetAll();
  document.body.innerHTML = '<main tabindex="-1"><input id="field"><button id="button">Do</button></main>';
});

/** Whether a press opens the list, with the focus on what the selector finds. */
function opens(where: string, init: KeyboardEventInit): boolean {
  let found = false;
  const listen = (event: KeyboardEvent) => (found = opensFinder(event));
  window.addEventListener("keydown", listen);
  document.querySelector(where)?.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
  window.removeEventListener("keydown", listen);
  return found;
}

test("Ctrl+K and ⌘K open the list wherever the focus is", () => {
  for (const where of ["body", "main", "#field", "#button"]) {
    expect(opens(where, { key: "k", ctrlKey: true }), where).toBe(true);
    expect(opens(where, { key: "k", metaKey: true }), where).toBe(true);
  }
  expect(opens("body", { key: "k" })).toBe(false);
  expect(opens("body", { key: "K", ctrlKey: true, shiftKey: true })).toBe(false);
});

test("the key that somebody chose opens it instead", () => {
  assign("commands", "Mod+P");
  expect(opens("#field", { key: "p", ctrlKey: true })).toBe(true);
  expect(opens("#field", { key: "k", ctrlKey: true })).toBe(false);
});

test("a key that fields and buttons know too is theirs while they have the focus", () => {
  assign("commands", "J");
  expect(["body", "main", "#field", "#button"].filter((where) => opens(where, { key: "j" }))).toEqual(["body", "main"]);
  assign("commands", "Mod+Z");
  expect(opens("#field", { key: "z", ctrlKey: true })).toBe(false);
});

test("the key of the list is the key of the editor’s command, which can be changed", () => {
  expect(command("commands")).toMatchObject(FINDER);
});

test("the editor opens its own list, and when it is gone the page does", () => {
  const page = vi.fn();
  const editor = vi.fn();
  const leaveEditor = finderAt("editor", editor);
  // Whichever comes first.
  const leavePage = finderAt("page", page);
  openFinder();
  expect([editor.mock.calls.length, page.mock.calls.length]).toEqual([1, 0]);
  leaveEditor();
  openFinder();
  expect([editor.mock.calls.length, page.mock.calls.length]).toEqual([1, 1]);
  leavePage();
  openFinder();
  expect([editor.mock.calls.length, page.mock.calls.length]).toEqual([1, 1]);
});

test("an editor that comes before the last has gone keeps its list", () => {
  const next = vi.fn();
  const leaveLast = finderAt("editor", vi.fn());
  const leaveNext = finderAt("editor", next);
  leaveLast();
  openFinder();
  expect(next).toHaveBeenCalledOnce();
  leaveNext();
});
