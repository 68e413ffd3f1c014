import { expect, test } from "vitest";
import { edgesOf, flow, node } from "@/testing/builders";
import { rebase } from "./rebase";

const base = () => flow([node("kb", "kb_search", { base: "it", top_k: 3 }), node("answer", "llm", { prompt: "p" })], "start>kb kb>answer");

test("changes to different fields of one node merge without a question", () => {
  const mine = base();
  mine.nodes[0] = node("kb", "kb_search", { base: "it", top_k: 5 });
  const theirs = base();
  theirs.nodes[0] = node("kb", "kb_search", { base: "hr", top_k: 3 });
  const { flow: merged, conflicts, merged: count } = rebase(base(), mine, theirs);
  expect(conflicts).toEqual([]);
  expect(count).toBe(1);
  expect(merged.nodes[0]?.config).toEqual({ base: "hr", top_k: 5 });
});

test("nodes and connections added on both sides are all there", () => {
  const mine = base();
  mine.nodes.push(node("say", "reply"));
  mine.edges.push({ from: "answer", to: "say" });
  const theirs = base();
  theirs.nodes.push(node("note", "notify"));
  theirs.edges.push({ from: "answer.error", to: "note" });
  const { flow: merged, conflicts } = rebase(base(), mine, theirs);
  expect(conflicts).toEqual([]);
  expect(merged.nodes.map((one) => one.id)).toEqual(["kb", "answer", "say", "note"]);
  expect(edgesOf(merged)).toEqual(["start>kb", "kb>answer", "answer>say", "answer.error>note"]);
});

test("the same field changed differently is a conflict, and the choice decides", () => {
  const mine = base();
  mine.nodes[1] = node("answer", "llm", { prompt: "mine" });
  const theirs = base();
  theirs.nodes[1] = node("answer", "llm", { prompt: "theirs" });
  const first = rebase(base(), mine, theirs);
  expect(first.conflicts).toEqual([{ key: "answer /config/prompt", node: "answer", field: "/config/prompt", mine: "mine", theirs: "theirs" }]);
  expect(first.flow.nodes[1]?.config?.prompt).toBe("mine");
  expect(rebase(base(), mine, theirs, { "answer /config/prompt": "theirs" }).flow.nodes[1]?.config?.prompt).toBe("theirs");
});

test("a node they deleted and I left alone goes, with its connections", () => {
  const theirs = flow([node("kb", "kb_search", { base: "it", top_k: 3 })], "start>kb");
  const { flow: merged, conflicts } = rebase(base(), base(), theirs);
  expect(conflicts).toEqual([]);
  expect(edgesOf(merged)).toEqual(["start>kb"]);
});

test("a node they deleted and I changed is a conflict; nothing is dropped silently", () => {
  const mine = base();
  mine.nodes[1] = node("answer", "llm", { prompt: "mine" });
  const theirs = flow([node("kb", "kb_search", { base: "it", top_k: 3 })], "start>kb");
  const { flow: merged, conflicts } = rebase(base(), mine, theirs);
  expect(conflicts).toHaveLength(1);
  expect(merged.nodes.map((one) => one.id)).toContain("answer");
});

test("the same change on both sides is no conflict", () => {
  const changed = base();
  changed.title = "New";
  expect(rebase(base(), changed, structuredClone(changed)).conflicts).toEqual([]);
});
