import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { asTool, fullRefusal, giveTool, hasToolPort, makeTool, toolRefusal, toolsOf } from "./agent-tools";

const doc = (made: ReturnType<typeof flow>) => ({ flow: structuredClone(made), layout: { nodes: { kb: { x: 0, y: 0 } } } });
const tools = (made: ReturnType<typeof flow>) => made.nodes.slice(0, 1).flatMap((one) => toolsOf(one, kinds.get("agent")));

test("only what a model can call becomes a tool, and the others say why not", () => {
  const made = flow([node("assist", "agent"), node("kb", "kb_search"), node("check", "condition"), node("more", "agent"), node("sub", "subflow"), node("order", "subflow", { flow: "order" })], "start>assist assist>check");
  const reason = (id: string) => toolRefusal(made, kinds, "assist", id);
  expect(reason("kb")).toBeNull();
  expect(reason("order")).toBeNull();
  expect(reason("check")).toMatch(/‘Condition’ is a rule of the flow/);
  expect(reason("more")).toMatch(/‘Agent’ is a rule/);
  expect(reason("start")).toMatch(/rule of the flow/);
  expect(reason("assist")).toMatch(/its own tool/);
  expect(reason("sub")).toMatch(/names no flow yet/);
  expect(reason("gone")).toMatch(/no longer in the flow/);
});

test("what a node is told stays fixed, and what it reads from the flow is the model's to give", () => {
  const kb = node("kb", "kb_search", { base: "it", top_k: 3, query: "{{ input.message }}" });
  expect(asTool(kb, kinds.get("kb_search"))).toEqual({ kind: "kb_search", config: { base: "it", top_k: 3 } });
  expect(asTool(node("order", "subflow", { flow: "order", input: "{{ input }}" }), kinds.get("subflow"))).toEqual({ flow: "order" });
  expect(asTool(node("note", "notify"), kinds.get("notify"))).toEqual({ kind: "notify" });
});

test("a node that stands alone becomes the tool itself; one that the flow goes through stays", () => {
  const alone = doc(flow([node("assist", "agent"), node("kb", "kb_search", { base: "it" })], "start>assist"));
  makeTool(alone, kinds, "assist", "kb");
  expect(alone.flow.nodes.map((one) => one.id)).toEqual(["assist"]);
  expect(alone.layout.nodes).toEqual({});
  expect(tools(alone.flow)).toEqual([{ kind: "kb_search", config: { base: "it" } }]);

  const used = doc(flow([node("assist", "agent"), node("kb", "kb_search", { base: "it" })], "start>kb kb>assist"));
  makeTool(used, kinds, "assist", "kb");
  expect(used.flow.nodes.map((one) => one.id)).toEqual(["assist", "kb"]);
  expect(tools(used.flow)).toHaveLength(1);
});

test("a second tool of one kind gets a name of its own", () => {
  const made = doc(flow([node("assist", "agent")], "start>assist"));
  for (const tool of [{ kind: "kb_search" }, { kind: "kb_search" }, { flow: "kb_search_2" }]) giveTool(made, kinds, "assist", tool);
  expect(tools(made.flow)).toEqual([{ kind: "kb_search" }, { kind: "kb_search", name: "kb_search_2" }, { flow: "kb_search_2", name: "kb_search_2_2" }]);
});

test("an agent takes as many tools as its kind allows", () => {
  const full = node("assist", "agent", { tools: Array.from({ length: 50 }, () => ({ kind: "kb_search" })) });
  expect(fullRefusal(full, kinds.get("agent"))).toMatch(/50 tools at most/);
  expect(fullRefusal(node("assist", "agent"), kinds.get("agent"))).toBeNull();
});

test("only kinds with a setting for tools have the port", () => {
  expect(["agent", "llm", "kb_search", "condition"].filter((kind) => hasToolPort(kinds.get(kind)))).toEqual(["agent"]);
});
