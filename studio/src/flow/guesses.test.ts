import { expect, test } from "vitest";
import chaser from "../../../examples/ticket-chaser/flow.json";
import helpdesk from "../../../examples/it-helpdesk/flow.json";
import { flow, kinds, node } from "@/testing/builders";
import { findNode, sourceOf } from "./document";
import { guesses } from "./guesses";
import type { Flow } from "./types";

const after = (kind: string, port: string, edges = "") => guesses(flow([node("n", kind)], edges), { node: "n", port }, null, () => true);

test("the examples go on as is guessed, nearly everywhere", () => {
  const asked = [helpdesk, chaser].flatMap((example) => {
    const made = example as unknown as Flow;
    return made.edges.map((edge) => {
      const from = sourceOf(edge);
      // As it was when this step was about to be added: nothing of the flow is known but where one stands.
      const alone = flow(made.nodes.filter((one) => one.id === from.node), "");
      return { edge: `${edge.from}->${edge.to}`, isGuessed: guesses(alone, from, null, () => true).includes(findNode(made, edge.to)?.kind ?? "") };
    });
  });
  const missed = asked.filter((one) => !one.isGuessed).map((one) => one.edge);
  expect(missed.length, missed.join(" ")).toBeLessThanOrEqual(asked.length * 0.15);
});

test("there are three guesses for every port a kind comes with, all of kinds that there are", () => {
  for (const kind of kinds.values()) {
    for (const source of kind.ports) {
      const port = "fixed" in source ? source.fixed.name : "when" in source ? source.when.port.name : "named" in source ? source.named.default : "first";
      const found = after(kind.name, port);
      expect(found, `${kind.name}.${port}`).toHaveLength(3);
      for (const one of found) expect(kinds.has(one), one).toBe(true);
    }
  }
});

test("what follows the same kind in this flow counts for more than what usually does", () => {
  const made = flow([node("a", "kb_search"), node("b", "kb_search"), node("c", "kb_search"), node("x", "template"), node("y", "template")], "a>x b>y");
  expect(guesses(made, { node: "c", port: "out" }, null, () => true)).toEqual(["condition", "template", "llm"]);
  const more = flow([...made.nodes, node("d", "kb_search"), node("z", "template")], "a>x b>y d>z");
  expect(guesses(more, { node: "c", port: "out" }, null, () => true)[0]).toBe("template");
  // On errors other things are done.
  expect(guesses(more, { node: "c", port: "error" }, null, () => true)).toEqual(["reply", "notify", "handoff"]);
});

test("between two nodes comes what leads to the second, and not the second once more", () => {
  const made = flow([node("kb", "kb_search"), node("say", "reply"), node("check", "condition")], "kb>say");
  expect(guesses(made, { node: "kb", port: "out" }, "say", () => true)).toEqual(["condition", "llm"]);
  expect(guesses(made, { node: "kb", port: "out" }, "check", () => true)).not.toContain("condition");
});

test("what is not there, or does not fit, is not guessed", () => {
  expect(guesses(flow([node("n", "reply")], ""), { node: "n", port: "out" }, null, (kind) => kind !== "end")).toEqual(["extract", "ask_user"]);
  expect(guesses(flow([], ""), { node: "gone", port: "out" }, null, () => true)).toEqual([]);
  expect(after("mcp:jira/search", "out")).toEqual(["condition", "llm", "reply"]);
});
