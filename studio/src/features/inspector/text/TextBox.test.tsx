// @vitest-environment happy-dom
import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { EditorChunk } from "./load";
import { TextBox } from "./TextBox";

const chunk = vi.hoisted(() => {
  let come: (made: EditorChunk) => void = () => {};
  const loaded = new Promise<EditorChunk>((resolve) => (come = resolve));
  return { loaded, come };
});
vi.mock("./load", () => ({ hasEditor: () => null, wantsEditor: () => true, loadEditor: () => chunk.loaded }));

test("a focus that comes when the editor is there, and not yet drawn, goes over to it with the caret", async () => {
  const ids = { id: "text", disabled: false, "aria-describedby": undefined, "aria-invalid": undefined, "aria-required": undefined };
  render(<TextBox ids={ids} language="template" text="Good day." rows={3} spots={[]} names={() => []} onText={() => {}} />);
  const field = screen.getByRole<HTMLTextAreaElement>("textbox");
  const focus = vi.fn();
  await act(async () => {
    // CodeMirror itself cannot set a selection in this DOM: it hears of it before it is done.
    chunk.come({ mount: () => ({ focus, set: () => {}, look: () => {}, destroy: () => {} }) } as unknown as EditorChunk);
    await chunk.loaded;
    field.focus();
    field.setSelectionRange(4, 4);
  });
  expect(field.isConnected).toBe(false);
  expect(focus).toHaveBeenCalledExactlyOnceWith({ start: 4, end: 4 });
});
