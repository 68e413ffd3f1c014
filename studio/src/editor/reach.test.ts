// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Finding } from "@/flow/types";
import { createTools } from "@/testing/tools";
import type { CanvasView } from "./context";
import { showFinding } from "./reach";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const about = (node: string | null, field: string | null): Finding => ({ code: "FR010", severity: "error", node, field, cause: "nothing leads to ‘say’", mend: "connect it" });

function open() {
  const tools = createTools();
  const focused: string[] = [];
  tools.canvas.current = { reveal: () => undefined, focus: (id: string) => void focused.push(id) } as unknown as CanvasView;
  return { tools, focused };
}

test("a problem without a field puts the focus on its node, and is said", () => {
  const { tools, focused } = open();
  showFinding(tools, about("say", null));
  expect(focused).toEqual(["say"]);
  expect(tools.editor.getState()).toMatchObject({ active: "say", said: "Nothing leads to ‘say’. Connect it." });
});

test("one of the flow itself puts it on the start", () => {
  const { tools, focused } = open();
  showFinding(tools, about(null, null));
  expect(focused).toEqual(["start"]);
});

test("where the field that is named is not drawn, the node gets the focus", () => {
  const { tools, focused } = open();
  showFinding(tools, about("say", "/config/text"));
  expect(focused).toEqual([]);
  vi.runAllTimers();
  expect(focused).toEqual(["say"]);
});

test("a field that has got the focus keeps it", () => {
  const { tools, focused } = open();
  showFinding(tools, about("say", "/config/text"));
  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  vi.runAllTimers();
  expect(focused).toEqual([]);
  field.remove();
});
