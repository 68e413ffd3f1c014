// @vitest-environment happy-dom
// What a card says of the step that it shows.
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { EditorProvider } from "@/editor/context";
import { foldAll, newRun, type Step } from "@/editor/runs/fold-events";
import { createTools } from "@/testing/tools";
import { StatusMark, standing } from "./StatusMark";
import { StepLine } from "./StepLine";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const AT = "2026-11-20T10:00:00Z";
const event = (seq: number, kind: string, payload: object) => ({ seq, kind, node: "kb", iteration: 0, at: AT, payload: { ...payload } });
const stepOf = (...events: ReturnType<typeof event>[]) => foldAll(newRun("r"), events).steps[0] as Step;

function mark(step: Step, at: number | null = null) {
  const tools = createTools();
  tools.runs.setState({ at });
  return render(
    <EditorProvider tools={tools}>
      <StatusMark step={step} />
    </EditorProvider>,
  ).container;
}

test("a pinned answer is not shown as one that took its time", () => {
  const step = stepOf(event(1, "node.completed", { kind: "kb_search", output: {}, duration_ms: 1_500, pinned: true }));
  expect(mark(step).textContent).toBe("pinned");
  expect(standing(step)).toBe("pinned, not called");
  expect(standing({ ...step, pinned: false })).toBe("done in 1.5 s");
});

test("a running step counts its seconds, but none at a moment that somebody went back to", () => {
  vi.useFakeTimers({ now: new Date(AT) });
  const step = stepOf(event(1, "node.started", { kind: "kb_search" }));
  const shown = mark(step);
  expect(shown.textContent).toBe("running");
  act(() => void vi.advanceTimersByTime(3_000));
  expect(shown.textContent).toBe("running3 s");
  expect(mark(step, 1).textContent).toBe("running");
});

test("of words that are being written the beginning is cut, of anything else the end", () => {
  const line = (step: Step | undefined) => render(<StepLine step={step} line="base “it”" isNarrow={false} />).container;
  const words = stepOf(event(1, "node.started", { kind: "llm" }), { ...event(1, "message.delta", { text: "Press the button" }), part: 0 } as never);
  expect(line(words).querySelector("[data-words]")?.className).toContain("direction:rtl");
  expect(line(words).querySelector("bdi")?.textContent).toBe("Press the button");
  const note = line(stepOf(event(1, "node.started", {}), event(2, "node.progress", { note: "Reading page 3" })));
  expect([note.textContent, note.querySelector("[data-words]")]).toEqual(["Reading page 3", null]);
  expect(line(undefined).textContent).toBe("base “it”");
});
