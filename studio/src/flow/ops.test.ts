import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, edgesOf, flow, kinds, node } from "@/testing/builders";
import * as clip from "./clip";
import { read as readClip } from "./clip-read";
import { connect, freshId, idRefusal, paste, removeNodes, renameNode, renamePort, splice } from "./ops";

const chain = () => docOf(flow([node("kb", "kb_search"), node("answer", "llm", { prompt: "{{ kb.passages }}" }), node("say", "reply", { text: "{{ answer.text }}" })], "start>kb kb>answer answer>say answer.error>say"));

test("deleting a node takes its connections with it", () => {
  const doc = produce(chain(), (draft) => removeNodes(draft, new Set(["answer"]), false));
  expect(edgesOf(doc.flow)).toEqual(["start>kb"]);
  expect(doc.layout.nodes.answer).toBeUndefined();
});

test("healing joins what came before with what came after", () => {
  const doc = produce(chain(), (draft) => removeNodes(draft, new Set(["answer"]), true));
  expect(edgesOf(doc.flow)).toEqual(["start>kb", "kb>say"]);
});

test("the start cannot be deleted", () => {
  const doc = produce(chain(), (draft) => removeNodes(draft, new Set(["start"]), false));
  expect(edgesOf(doc.flow)).toContain("start>kb");
});

test("a node put on an edge stands between its ends", () => {
  const doc = produce(chain(), (draft) => {
    draft.flow.nodes.push(node("check", "condition"));
    splice(draft, "kb->answer", "check", "yes");
  });
  expect(edgesOf(doc.flow)).toEqual(["start>kb", "answer>say", "answer.error>say", "kb>check", "check.yes>answer"]);
});

test("the same connection is made only once", () => {
  const doc = produce(chain(), (draft) => connect(draft, { node: "kb", port: "out" }, "answer"));
  expect(edgesOf(doc.flow)).toHaveLength(4);
});

test("renaming a node rewrites edges, references and its place", () => {
  const doc = produce(chain(), (draft) => renameNode(draft, kinds, "answer", "reply_text"));
  expect(edgesOf(doc.flow)).toEqual(["start>kb", "kb>reply_text", "reply_text>say", "reply_text.error>say"]);
  expect(doc.flow.nodes[2]?.config?.text).toBe("{{ reply_text.text }}");
  expect(doc.layout.nodes.reply_text).toEqual({ x: 640, y: 0 });
});

test("an id that expressions could not read is refused", () => {
  const doc = chain();
  expect(idRefusal(doc, "kb", "Knowledge base")).toMatch(/small letters/);
  expect(idRefusal(doc, "kb", "say")).toMatch(/Another node/);
  expect(idRefusal(doc, "kb", "input")).toMatch(/meaning of its own/);
  expect(idRefusal(doc, "kb", "search")).toBeNull();
});

test("fresh ids avoid what is taken and what has a meaning", () => {
  expect(freshId(["kb"], "kb")).toBe("kb_2");
  expect(freshId([], "state")).toBe("state_2");
  expect(freshId([], "Ask: again!")).toBe("ask_again");
});

test("a connection follows a port that is renamed", () => {
  const doc = produce(chain(), (draft) => renamePort(draft, "answer", "error", "failed"));
  expect(edgesOf(doc.flow)).toContain("answer.failed>say");
});

test("a copy can be pasted as text, and its references point at the copies", () => {
  const doc = chain();
  const text = clip.write(clip.copy(doc, new Set(["kb", "answer"])) as clip.Clip);
  const read = readClip(text) as clip.Clip;
  const pasted = produce(doc, (draft) => void paste(draft, read, kinds, { x: 0, y: 200 }));
  expect(pasted.flow.nodes.map((one) => one.id)).toEqual(["kb", "answer", "say", "kb_2", "answer_2"]);
  expect(pasted.flow.nodes[4]?.config?.prompt).toBe("{{ kb_2.passages }}");
  expect(edgesOf(pasted.flow)).toContain("kb_2>answer_2");
  expect(pasted.layout.nodes.kb_2).toEqual({ x: 320, y: 200 });
});

test("other text on the clipboard is not a clip", () => {
  expect(readClip("hello")).toBeNull();
  expect(readClip('{"format":"else","nodes":[],"edges":[]}')).toBeNull();
  expect(readClip('{"format":"flowright-clip/1","nodes":[],"edges":[]}')).toBeNull();
});
