// @vitest-environment happy-dom
import type { ComponentProps } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RunEvent } from "@/api/types";
import { EditorProvider, type EditorTools } from "@/editor/context";
import { foldAll, newRun } from "@/editor/runs/fold-events";
import { momentsOf } from "@/editor/runs/moments";
import { createRunStore } from "@/editor/runs/run-store";
import { workOf } from "@/editor/runs/spent";
import { rowsOf, treeOf } from "@/editor/runs/tree";
import { createTrialStore } from "@/editor/runs/trial-store";
import { createEditor } from "@/editor/store";
import { createTaste } from "@/editor/taste";
import { docOf, flow, kinds, node } from "@/testing/builders";
import { mendsFor } from "./mends";
import { progressOf } from "./progress";
import { Scrubber } from "./Scrubber";
import { Timeline } from "./Timeline";
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

const NOW = 100_000;

/** The text of the row of an address, in a run of these events that has not ended unless they say so. */
function rowOf(events: RunEvent[], address: string, more: Partial<ComponentProps<typeof TimelineRow>> = {}): string {
  const view = foldAll(newRun("r"), events);
  const row = rowsOf(treeOf(view.steps), () => true).find((one) => one.step.address === address);
  if (!row) throw new Error("no row");
  const { unmount } = render(
    <ol>
      <TimelineRow
        row={row}
        work={workOf(row.step, kinds)}
        scale={() => 0}
        now={NOW}
        ticking={row.step.endedAt === null}
        progress={progressOf(row, node("each", "map", { items: "{{ list }}" }), view)}
        chosen={false}
        later={false}
        reused={false}
        columns={{ tokens: true, cost: true }}
        tabStop
        position={1}
        total={1}
        onChoose={() => undefined}
        onToggle={() => undefined}
        {...more}
      />
    </ol>,
  );
  const said = document.querySelector("[data-step]")?.textContent ?? "";
  unmount();
  return said.replace(/\s+/g, " ");
}

test("a row says in words what its bar shows", () => {
  const said = rowOf([event("node.started", "kb", { kind: "kb_search", title: "Articles" }), event("node.completed", "kb", { output: {}, duration_ms: 400, attempt: 2, usage: { input_tokens: 1_000, output_tokens: 204 } })], "kb");
  for (const part of ["kb", "×2", "1,204 tok", "400 ms", "tools"]) expect(said).toContain(part);
});

test("a pinned answer is called pinned, and neither its time nor a tool is named", () => {
  const said = rowOf([event("node.completed", "kb", { kind: "kb_search", output: {}, duration_ms: 1_500, pinned: true })], "kb");
  expect(said).toMatch(/^kbpinned at .*, pinned, not called$/);
  expect(rowOf([event("node.completed", "kb", { kind: "kb_search", output: {}, pinned: true })], "kb", { reused: true })).not.toContain("taken over");
});

test("what an agent calls has the tool's name and its turn; items and rounds are counted from 1", () => {
  const events = [event("node.started", "assist", { kind: "agent" }), event("node.completed", "assist[0]/model", { kind: "agent_model" }), event("node.started", "assist[1]/call_0", { kind: "kb_search", title: "kb_search" })];
  expect(rowOf(events, "assist[1]/call_0")).toMatch(/^kb_search · turn 1/);
  expect(rowOf([event("node.started", "again", { kind: "loop" }), event("node.started", "again[2]/think", { kind: "template" })], "again[2]/think")).toMatch(/^3 · think/);
});

test("a running step says for how long", () => {
  const began = { ...event("node.started", "kb", { kind: "kb_search" }), at: new Date(NOW - 4_200).toISOString() };
  expect(rowOf([began], "kb")).toMatch(/^kbrunning 4\.2 s/);
  // While the run waits the clock stands still.
  expect(rowOf([began], "kb", { ticking: false })).toMatch(/^kbrunning at/);
});

test("a map says how many of its items are done, of as many as its list has", () => {
  const list = event("node.completed", "list", { output: [1, 2, 3] });
  const items = [event("node.started", "each", { kind: "map" }), event("node.completed", "each[0]/kb", {}), event("node.started", "each[1]/kb", {})];
  expect(rowOf([list, ...items], "each")).toMatch(/^eachrunning 1 of 3/);
  expect(rowOf(items, "each")).toMatch(/^eachrunning 1 done/);
});

test("a waiting step says for whom, and until when", () => {
  const waits = (payload: object) => rowOf([event("node.started", "ok", { kind: "approval" }), event("run.waiting", "ok", payload)], "ok");
  expect(waits({ for: "approval", approvers: [{ email: "ann@example.com" }, { role: "team_lead" }], until: "2026-01-02T10:00:00" })).toContain("waiting for ann@example.com, any team lead until Jan 2, 2026, 10:00");
  expect(waits({ for: "event", event: "paid" })).toContain("waiting for “paid”");
  expect(waits({ for: "user" })).toContain("waiting for an answer");
});

test("a run that does not exist is said to be none", () => {
  const tools = toolsWith([]);
  tools.runs.setState({ view: null, now: null, gone: true });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorProvider tools={tools}>
        <Timeline onRun={() => undefined} />
      </EditorProvider>
    </QueryClientProvider>,
  );
  expect(screen.getByText(/There is no such run/)).toBeTruthy();
});

test("every error code has an explanation, and one that nobody knows has one too", () => {
  expect(mendsFor("timeout").retry).toBe(true);
  expect(mendsFor("validation").retry).toBe(false);
  expect(mendsFor("something_new").mends.length).toBeGreaterThan(0);
});
