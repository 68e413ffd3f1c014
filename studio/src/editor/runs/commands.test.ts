// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { docOf, flow, node } from "@/testing/builders";
import { createTools } from "@/testing/tools";
import { runCommands } from "./commands";
import { foldAll, newRun } from "./fold-events";

const event = (seq: number, kind: string, of: string, payload = {}) => ({ seq, kind, node: of, iteration: 0, at: "2026-11-20T10:00:00Z", payload });

function runFrom(id: string, watched = true) {
  const inner = { ...node("inner", "map"), parent: "each" };
  const kb = { ...node("kb", "kb_search"), parent: "inner" };
  const tools = createTools(docOf(flow([node("say"), node("each", "map"), inner, kb], "start>say say>each each.body>inner inner.body>kb")));
  const now = foldAll(newRun("r"), [event(1, "node.completed", "say"), event(4, "node.started", "each", { kind: "map" }), event(5, "node.started", "each[0]/inner", { kind: "map" }), event(6, "node.completed", "each[0]/inner[0]/kb")]);
  if (watched) tools.runs.setState({ now, view: now });
  tools.editor.select([id]);
  runCommands.find((command) => command.id === "run-from")?.perform(tools);
  return tools.trial.getState().dialog;
}

test("a run begins at the node that is chosen", () => {
  expect(runFrom("each")).toEqual({ is: "fork", run: "r", seq: 3, from: "each" });
  expect(runFrom("say", false)).toBeNull();
});

test("inside of a loop no run can begin: the outermost one is offered, and which node was meant", () => {
  expect(runFrom("kb")).toEqual({ is: "fork", run: "r", seq: 3, from: "each", wish: "kb" });
});
