// @vitest-environment happy-dom
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { createTools } from "@/testing/tools";
import { Awaited, useTyped } from "./awaited";
import { useShortcuts } from "./commands/use-shortcuts";
import { EditorProvider } from "./context";

const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(document.activeElement ?? document.body, { key }));

function Field() {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useTyped(setText);
  useEffect(() => input.current?.focus(), []);
  return <input ref={input} aria-label="Search" value={text} onChange={(event) => setText(event.target.value)} />;
}

/** The editor's keys, with something above it that is still being loaded. */
function open() {
  const tools = createTools();
  tools.editor.select(["say"]);
  let arrive: () => void = () => undefined;
  const Late = lazy(() => new Promise<{ default: () => ReactNode }>((resolve) => (arrive = () => resolve({ default: Field }))));
  const onCancel = vi.fn();
  function Keys() {
    useShortcuts();
    return null;
  }
  const before = tools.editor.getState().doc;
  const shown = (isAsked: boolean) => (
    <EditorProvider tools={tools}>
      <Keys />
      <Suspense fallback={<Awaited onCancel={onCancel} />}>{isAsked && <Late />}</Suspense>
    </EditorProvider>
  );
  const { rerender } = render(shown(true));
  return { tools, before, onCancel, close: () => rerender(shown(false)), arrive: () => act(async () => arrive()) };
}

test("what is typed while a field is loaded lands in it, and is no shortcut", async () => {
  const { tools, before, arrive } = open();
  press("d", "a", "d", "x", "Backspace", "Delete", "Enter", " ", "ä");
  expect(tools.editor.getState()).toMatchObject({ doc: before, overlay: null });
  await arrive();
  expect(screen.getByLabelText<HTMLInputElement>("Search").value).toBe("dad ä");
  expect(document.activeElement).toBe(screen.getByLabelText("Search"));
});

test("once it is there, keys are shortcuts again and nothing typed is left over", async () => {
  const { tools, before, arrive } = open();
  press("x");
  await arrive();
  render(<Field />);
  expect(screen.getAllByLabelText<HTMLInputElement>("Search").map((field) => field.value)).toEqual(["x", ""]);
  fireEvent.keyDown(document.body, { key: "d" });
  expect(tools.editor.getState().doc).not.toBe(before);
});

test("Escape while it is loaded asks for it no more", () => {
  const { tools, before, onCancel, close } = open();
  press("x", "Escape");
  expect(onCancel).toHaveBeenCalledOnce();
  expect(tools.editor.getState().nodes).toEqual(new Set(["say"]));
  close();
  press("d");
  expect(tools.editor.getState().doc).not.toBe(before);
});
