// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { EditorProvider } from "@/editor/context";
import { foldAll, newRun } from "@/editor/runs/fold-events";
import { createTools } from "@/testing/tools";
import { DataTab } from "./DataTab";

afterEach(cleanup);

let seq = 0;
const event = (kind: string, node: string, payload = {}) => ({ seq: (seq += 1), kind, node, iteration: 0, at: new Date(seq * 1_000).toISOString(), payload });

function open(id: string, events: ReturnType<typeof event>[]) {
  const tools = createTools();
  const view = foldAll(newRun("r"), events);
  tools.runs.setState({ view, now: view });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorProvider tools={tools}>
        <DataTab id={id} />
      </EditorProvider>
    </QueryClientProvider>,
  );
  const choice = screen.queryByRole<HTMLSelectElement>("combobox", { name: "Which time" });
  return { tools, choice, options: [...(choice?.options ?? [])].map((option) => option.text) };
}
const offers = () => [screen.queryByRole("button", { name: "Use as test value" }) !== null, screen.queryAllByRole("button", { name: /^Copy the path/ }).length > 0];

test("a pinned answer is said to have called nothing", () => {
  open("kb", [event("node.completed", "kb", { kind: "kb_search", output: {}, duration_ms: 1_500, pinned: true })]);
  expect(screen.getByText("pinned, not called")).toBeTruthy();
});

test("an agent shows what it answered; its calls have names and turns, and no path that an expression could read", () => {
  const { choice, options } = open("assist", [
    event("node.started", "assist", { kind: "agent" }),
    event("node.completed", "assist[0]/model", { kind: "agent_model", output: { text: "" } }),
    event("node.started", "assist[1]/call_0", { kind: "kb_search", title: "kb_search" }),
    event("node.completed", "assist[1]/call_0", { kind: "kb_search", output: { count: 2 } }),
    event("node.completed", "assist[2]/model", { kind: "agent_model", output: { text: "Yes" } }),
    event("node.completed", "assist", { kind: "agent", output: { text: "Yes" } }),
  ]);
  expect(options).toEqual(["The node itself, done", "model · turn 1, done", "kb_search · turn 1, done", "model · turn 2, done"]);
  expect(choice?.selectedIndex).toBe(0);
  expect(offers()).toEqual([true, true]);
  act(() => void fireEvent.change(choice as HTMLElement, { target: { value: "assist[1]/call_0#0" } }));
  expect(offers()).toEqual([false, false]);
});

test("items stand in their own order, whichever was done first", () => {
  const { options } = open("kb", [event("node.started", "each", { kind: "map" }), ...[10, 2, 0].map((at) => event("node.completed", `each[${at}]/kb`, { kind: "kb_search", output: at }))]);
  expect(options).toEqual(["Item 1, done", "Item 3, done", "Item 11, done"]);
});

test("of a node that ran several times each time is told", () => {
  const { options, choice } = open("kb", [event("node.completed", "kb", {}), { ...event("node.completed", "kb", { pinned: true }), iteration: 1 }]);
  expect(options).toEqual(["Time 1 of 2, done", "Time 2 of 2, pinned"]);
  expect(choice?.selectedIndex).toBe(1);
});
