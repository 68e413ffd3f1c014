import { expect, test } from "vitest";
import type { RunEvent } from "@/api/types";
import { drawnAt, placeOf } from "./address";
import { fold, newRun, outputs, stepOf } from "./fold-events";

let seq = 0;
const event = (kind: string, node: string | null, payload: Record<string, unknown> = {}, iteration = 0): RunEvent => ({ seq: (seq += 1), at: new Date(1_000 * seq).toISOString(), kind, node, iteration, payload });
const play = (events: RunEvent[]) => events.reduce(fold, newRun("r"));

test("an address tells the owner, how often it was entered, the item and the node", () => {
  expect(placeOf("kb")).toEqual({ owner: null, entered: 0, index: null, leaf: "kb" });
  expect(placeOf("each[3]/kb")).toEqual({ owner: "each", entered: 0, index: 3, leaf: "kb" });
  expect(placeOf("each#2[0]/assist[1]/call_0")).toEqual({ owner: "each#2[0]/assist", entered: 0, index: 1, leaf: "call_0" });
  expect(placeOf("each#2[0]/kb")).toEqual({ owner: "each", entered: 1, index: 0, leaf: "kb" });
});

test("a step of a body is shown by its own node, what runs in a sub-flow or an agent by that one", () => {
  const kinds: Record<string, string> = { each: "map", "each[0]/again": "loop", "each[0]/sub": "subflow", "each[0]/sub[0]/list": "map", assist: "agent" };
  const drawn = (address: string) => drawnAt(address, (one) => kinds[one]);
  expect(drawn("each[0]/kb")).toBe("kb");
  expect(drawn("each[0]/again[2]/try_it")).toBe("try_it");
  expect(drawn("each[0]/sub[0]/buy")).toBe("sub");
  expect(drawn("each[0]/sub[0]/list[4]/buy")).toBe("sub");
  expect(drawn("assist[0]/model")).toBe("assist");
});

test("a node of a body shows its newest step, but a failed one before all others", () => {
  const begun = [event("node.started", "each", { kind: "map" }), event("node.completed", "each[0]/kb", { output: 0 }), event("node.started", "each[1]/kb", {})];
  expect(stepOf(play(begun), "kb")?.status).toBe("running");
  const failed = [...begun, event("node.failed", "each[1]/kb", { code: "upstream", message: "gone" }), event("node.completed", "each[2]/kb", { output: 2 })];
  expect(stepOf(play(failed), "kb")).toMatchObject({ status: "failed", address: "each[1]/kb" });
  expect(outputs(play(failed)).kb).toBe(2);
});

test("an agent's steps are kept, and neither its status nor its output is theirs", () => {
  const view = play([event("node.started", "assist", { kind: "agent" }), event("node.completed", "assist[0]/model", { output: { text: "hm" } })]);
  expect(view.steps.map((step) => [step.address, step.node])).toEqual([["assist", "assist"], ["assist[0]/model", "assist"]]);
  expect(stepOf(view, "assist")?.status).toBe("running");
  expect(outputs(view)).toEqual({});
});

test("an item of another address does not end the step of this one", () => {
  const view = play([event("node.started", "each", { kind: "map" }), event("node.started", "each[0]/kb"), event("node.started", "each[1]/kb"), event("node.completed", "each[0]/kb", {})]);
  expect(view.steps.map((step) => [step.address, step.status])).toEqual([["each", "running"], ["each[0]/kb", "done"], ["each[1]/kb", "running"]]);
});

test("a turn of an agent is a question to its model with what that called, for each agent by itself", () => {
  const model = (at: string) => event("node.completed", `${at}/model`, { kind: "agent_model" });
  const call = (at: string) => event("node.started", `${at}/call_0`, { kind: "kb_search", title: "kb_search" });
  const view = play([
    event("node.started", "each", { kind: "map" }),
    event("node.started", "each[0]/assist", { kind: "agent" }),
    event("node.started", "each[1]/assist", { kind: "agent" }),
    model("each[0]/assist[0]"),
    model("each[1]/assist[0]"),
    call("each[0]/assist[1]"),
    // All that was asked for was refused: the model is asked again at once.
    model("each[1]/assist[1]"),
    model("each[0]/assist[2]"),
    call("each[1]/assist[2]"),
  ]);
  expect(view.steps.map((one) => one.turn)).toEqual([null, null, null, 1, 1, 1, 2, 2, 2]);
});
