// @vitest-environment happy-dom
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { createTools } from "@/testing/tools";
import { Dialog } from "@/ui/dialog";
import { EditorProvider } from "../context";
import { pasteText } from "./clipboard";
import { useShortcuts } from "./use-shortcuts";

function Keys() {
  useShortcuts();
  return null;
}

test("behind a dialog no key and no paste changes the flow, even when the focus is nowhere", () => {
  const tools = createTools();
  tools.editor.select(["say"]);
  const before = tools.editor.getState();
  const { rerender } = render(
    <EditorProvider tools={tools}>
      <Keys />
      <Dialog title="Import" onClose={vi.fn()}>
        <p>…</p>
      </Dialog>
    </EditorProvider>,
  );
  (document.activeElement as HTMLElement).blur();
  expect(document.activeElement).toBe(document.body);
  for (const key of ["Delete", "d", "a", "o"]) fireEvent.keyDown(document.body, { key });
  fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  fireEvent.keyDown(document.body, { key: "d", ctrlKey: true });
  const cut = new Event("cut", { bubbles: true, cancelable: true });
  document.body.dispatchEvent(cut);
  // Escape is not taken from the dialog, which the browser closes by it.
  expect(fireEvent.keyDown(document.body, { key: "Escape" })).toBe(true);
  expect(tools.editor.getState()).toEqual(before);
  rerender(
    <EditorProvider tools={tools}>
      <Keys />
    </EditorProvider>,
  );
  fireEvent.keyDown(document.body, { key: "Delete" });
  expect(tools.editor.getState().doc.flow.nodes.map((one) => one.id)).toEqual(["kb"]);
});

test("Escape closes a dialog although the focus is on the page", () => {
  const onClose = vi.fn();
  render(<Dialog title="Import" onClose={onClose}>…</Dialog>);
  fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
  expect(onClose).toHaveBeenCalledOnce();
});

test("a clip in which something is wrong stays outside of the draft, and it is said why", async () => {
  const tools = createTools();
  const { doc } = tools.editor.getState();
  expect(pasteText(tools, '{"format":"flowright-clip/1","nodes":[{"id":"x","kind":"reply","config":42}],"edges":[]}')).toBe(true);
  await vi.waitFor(() => expect(tools.editor.getState().said).toContain("nodes[0].config"));
  expect(tools.editor.getState().doc).toBe(doc);
  expect(pasteText(tools, '{"format": "flowright-clip/1", "nodes": [{"id": "x",')).toBe(true);
  await vi.waitFor(() => expect(tools.editor.getState().said).toContain("cannot be read"));
  expect(pasteText(tools, "just words")).toBe(false);
});
