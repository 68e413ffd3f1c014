// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RunEvent } from "@/api/types";
import { EditorProvider, type EditorTools } from "@/editor/context";
import { foldAll, newRun } from "@/editor/runs/fold-events";
import { momentsOf } from "@/editor/runs/moments";
import { createRunStore } from "@/editor/runs/run-store";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { createTaste } from "@/editor/taste";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { mendsFor } from "./mends";
import { Scrubber } from "./Scrubber";
import { TimelineRow } from "./TimelineRow";

afterEach(cleanup);

let seq = 0;
const event = (kind: string, about: string | null, payload = {}): RunEvent => ({ seq: (seq += 1), at: new Date(seq * 1_000).toISOString(), kind, node: about, iteration: 0, payload });

function toolsWith(events: RunEvent[]): EditorTools {
  const runs = createRunStore();
  const view = foldAll(newRun("r"), events);
  runs.setState({ view, now: view, events, moments: momentsOf(events) });
  const editor = createEditor({ name: "test", kinds, doc: docOf(flow([node("kb", "kb_search")], "start>kb")) });
  return { editor, runs, trial: createTrialStore("u", "f"), taste: createTaste("u"), sync: null, canvas: { current: null }, focusPalette: { current: null }, focusChat: { current: null } };
}

test("the scrubber goes back and forth through what happened, and says where it is", () => {
  const tools = toolsWith([event("run.started", null), event("node.completed", "kb", { output: {} }), event("run.waiting", "ask", { for: "user" }), event("run.failed", null, { code: "timeout" })]);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorProvider tools={tools}>
        <Scrubber stateOpen={false} onState={() => undefined} />
      </EditorProvider>
    </QueryClientProvider>,
  );
  expect(screen.getByText("step 3 of 3")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "A step back" }));
  expect(screen.getByRole("slider").getAttribute("aria-valuetext")).toBe("Step 2 of 3: ‘ask’ waits");
  expect(tools.runs.getState().view?.status).toBe("waiting");
  fireEvent.change(screen.getByRole("slider"), { target: { value: "1" } });
  expect(tools.runs.getState().view?.steps.map((step) => step.address)).toEqual(["kb"]);
  fireEvent.click(screen.getByRole("button", { name: "Now" }));
  expect(tools.runs.getState()).toMatchObject({ at: null, view: { status: "failed" } });
});

test("a row says in words what its bar shows", () => {
  const view = foldAll(newRun("r"), [event("node.started", "kb", { kind: "kb_search", title: "Articles" }), event("node.completed", "kb", { output: {}, duration_ms: 400, attempt: 2, usage: { input_tokens: 1_000, output_tokens: 204 } })]);
  const step = view.steps[0];
  if (!step) throw new Error("no step");
  render(
    <ol>
      <TimelineRow row={{ step, depth: 0, index: null, inside: 0, open: false }} work="tool" scale={() => 0} now={0} chosen={false} later={false} reused={false} columns={{ tokens: true, cost: true }} tabStop position={1} total={1} onChoose={() => undefined} onToggle={() => undefined} />
    </ol>,
  );
  const said = screen.getByRole("button").textContent;
  for (const part of ["kb", "×2", "1,204 tok", "400 ms", "tools"]) expect(said).toContain(part);
});

test("every error code has an explanation, and one that nobody knows has one too", () => {
  expect(mendsFor("timeout").retry).toBe(true);
  expect(mendsFor("validation").retry).toBe(false);
  expect(mendsFor("something_new").mends.length).toBeGreaterThan(0);
});
