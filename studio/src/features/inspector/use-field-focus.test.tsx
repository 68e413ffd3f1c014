// @vitest-environment happy-dom
import { act, render } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { EditorProvider } from "@/editor/context";
import { createTools } from "@/testing/tools";
import { useFieldFocus } from "./use-field-focus";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (draw: FrameRequestCallback) => setTimeout(() => draw(0), 16));
});

function Form({ isReadOnly = false }: { isReadOnly?: boolean }) {
  const body = useRef<HTMLDivElement>(null);
  useFieldFocus(body);
  return (
    <div ref={body}>
      <input id="title" disabled={isReadOnly} />
      <details data-field="/config/cases">
        <input id="first" disabled={isReadOnly} />
        <div data-field="/config/cases/1">
          <input id="second" disabled={isReadOnly} />
        </div>
      </details>
      <div data-field="/retry/times">
        <input id="times" disabled={isReadOnly} />
      </div>
    </div>
  );
}

function open(isReadOnly = false) {
  const { editor, ...tools } = createTools();
  render(
    <EditorProvider tools={{ editor, ...tools }}>
      <Form isReadOnly={isReadOnly} />
    </EditorProvider>,
  );
  const ask = (field: string) => {
    act(() => editor.setState({ focusField: { field } }));
    act(() => void vi.advanceTimersByTime(40));
    return [document.activeElement?.id || null, editor.getState().focusField];
  };
  return { editor, ask };
}

test("the field that is named gets the focus, or the nearest around it, or its first part; and it is answered", () => {
  const { ask } = open();
  expect(ask("/config/cases/1")).toEqual(["second", null]);
  expect(ask("/config/cases/0/when")).toEqual(["first", null]);
  expect(document.querySelector("details")?.open).toBe(true);
  expect(ask("/retry")).toEqual(["times", null]);
  expect(ask("")).toEqual(["title", null]);
});

test("that there is no such field is answered too, at once", () => {
  const { ask } = open();
  expect(ask("/config/nothing")).toEqual([null, { field: "/config/nothing", isMissing: true }]);
  expect(ask("/config/nothing")).toEqual([null, { field: "/config/nothing", isMissing: true }]);
});

test("a field that cannot be written into is none", () => {
  expect(open(true).ask("/retry")).toEqual([null, { field: "/retry", isMissing: true }]);
});

test("what takes the focus away to the canvas a moment later gives it back", () => {
  const { ask } = open();
  ask("/retry");
  act(() => (document.activeElement as HTMLElement).blur());
  act(() => void vi.advanceTimersByTime(300));
  expect(document.activeElement?.id).toBe("times");
});
