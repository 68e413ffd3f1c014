import { expect, test } from "vitest";
import { kinds } from "@/testing/builders";
import { drafted, entries, fieldName, summary } from "./changes";
import type { Diff } from "./generated/flow";

const none: Diff = { flow: [], channels: [], nodes: [], edges: [], tests: [] };
const set = (path: string) => ({ path, change: { replaced: { was: 1, now: 2 } } });

test("a publishing is said in words: nodes, prompts and branches", () => {
  const list = entries({
    ...none,
    nodes: [
      { name: "answer", kind: "llm", change: { changed: [{ path: "/config/prompt", change: { text: [{ same: "Be " }, { removed: "long" }, { added: "short" }] } }] } },
      { name: "topic", kind: "classify", change: { changed: [{ path: "/config/classes/[name=vpn]", change: { added: { name: "vpn" } } }, set("/config/classes/[name=mail]/description")] } },
    ],
  });
  expect(summary(list)).toEqual(["2 nodes changed", "1 prompt", "1 new branch"]);
  expect(drafted(list)).toBe("2 nodes changed, 1 prompt, 1 new branch (answer, topic)");
});

test("the connections of a new node are not counted beside it", () => {
  const list = entries({
    ...none,
    nodes: [{ name: "check", kind: "guardrail", change: { added: {} } }],
    edges: [{ added: { from: "start", to: "check" } }, { added: { from: "check.passed", to: "kb" } }, { removed: { from: "start", to: "kb" } }],
  });
  expect(summary(list)).toEqual(["1 new node", "1 connection removed"]);
});

test("a rename alone is one change and not a rewiring", () => {
  const list = entries({ ...none, nodes: [{ name: "search", was: "kb", kind: "kb_search", change: { changed: [] } }] });
  expect(list[0]).toMatchObject({ mark: "renamed", was: "kb" });
  expect(summary(list)).toEqual(["1 node renamed"]);
});

test("tests that came, went and changed are told apart", () => {
  const list = entries({
    ...none,
    tests: [
      { name: "vpn", change: { added: {} } },
      { name: "mail", change: { added: {} } },
      { name: "printer", change: { removed: {} } },
      { name: "password", change: { changed: [set("/expect/status")] } },
    ],
  });
  expect(summary(list)).toEqual(["2 new tests", "1 test removed", "1 test changed"]);
});

test("settings of the flow are one entry each, orders among them", () => {
  const list = entries({ ...none, flow: [set("/title"), set("/input/properties/message/maxLength"), set("/input/required")], node_order: ["b", "a"] });
  expect(list.map((entry) => [entry.name, entry.fields.length])).toEqual([["title", 1], ["input", 2], ["node_order", 1]]);
  expect(summary(list)).toEqual(["Title changed", "Input changed"]);
  expect(summary(entries({ ...none, node_order: ["b", "a"] }))).toEqual(["Order of the nodes changed"]);
});

test("a field is called as in the inspector", () => {
  expect(fieldName("/config/cases/[port=yes]/when", kinds.get("condition"))).toBe("Cases › yes › When");
  expect(fieldName("/config/prompt", kinds.get("llm"))).toBe("Prompt");
  expect(fieldName("/retry/attempts", kinds.get("llm"))).toBe("Retry › Attempts");
  expect(fieldName("", undefined)).toBe("");
});
