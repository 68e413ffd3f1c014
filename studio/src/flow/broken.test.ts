import { expect, test } from "vitest";
import { flow, kinds, node } from "@/testing/builders";
import { brokenEdges, edgeOrder, fault, homeOfEdge } from "./broken";
import { edgeId } from "./document";

const made = flow(
  [node("say", "reply"), node("check", "condition", { cases: [{ port: "yes", when: "true" }], otherwise: "no" })],
  "lost>nowhere check.maybe>say check.yes>gone away>say start>check check.no>say",
);

test("a connection is broken when an end or its port is no more", () => {
  expect(brokenEdges(made, kinds).map(edgeId)).toEqual(["lost->nowhere", "check.maybe->say", "check.yes->gone", "away->say"]);
  const said = made.edges.map((edge) => fault(made, kinds, edge));
  expect(said[1]).toBe("‘check’ has no port ‘maybe’ any more.");
  expect(said[2]).toBe("‘gone’ is not in this flow any more.");
  expect(said[5]).toBeNull();
});

test("a kind that is not known here breaks nothing", () => {
  expect(brokenEdges(flow([node("a", "mcp:jira/search"), node("b")], "start>a a>b"), kinds)).toEqual([]);
});

test("connections are gone through in the order of the steps, what comes from nowhere last", () => {
  expect(edgeOrder(made).map(edgeId)).toEqual(["start->check", "check.maybe->say", "check.yes->gone", "check.no->say", "lost->nowhere", "away->say"]);
  expect(made.edges.map((edge) => homeOfEdge(made, edge))).toEqual([null, "check", "check", "say", "start", "check"]);
});
