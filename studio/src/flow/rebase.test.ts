import { produce } from "immer";
import { expect, test } from "vitest";
import { docOf, edgesOf, flow, kinds, node } from "@/testing/builders";
import type { Doc } from "./document";
import { renameNode, removeNodes } from "./ops";
import { countChanges, rebase, stillOpen, take, valueIn } from "./rebase";
import type { FlowNode } from "./types";

const base = () => docOf(flow([node("kb", "kb_search", { base: "it", top_k: 3 }), node("answer", "llm", { prompt: "p {{ kb.passages }}" })], "start>kb kb>answer"));
const edit = (change: (doc: Doc) => void, doc = base()): Doc => produce(doc, (draft) => void change(draft as Doc));
const of = (mine: Doc, theirs: Doc, sent: Doc[] = []) => rebase({ base: base(), mine, theirs, sent, kinds });
const config = (doc: Doc, id: string) => doc.flow.nodes.find((one) => one.id === id)?.config;
const set = (id: string, field: string, value: unknown) => (doc: Doc) => {
  const found = doc.flow.nodes.find((one) => one.id === id) as FlowNode;
  found.config = { ...found.config, [field]: value };
};

test("changes to different fields of one node merge without a question", () => {
  const { doc, conflicts, merged } = of(edit(set("kb", "top_k", 5)), edit(set("kb", "base", "hr")));
  expect(conflicts).toEqual([]);
  expect(merged).toBe(1);
  expect(config(doc, "kb")).toEqual({ base: "hr", top_k: 5 });
});

test("a connection that was broken before stays, to be mended", () => {
  const broken = edit(({ flow: theirs }) => void theirs.edges.push({ from: "answer", to: "gone" }));
  const { doc } = of(edit(set("kb", "top_k", 5)), broken);
  expect(edgesOf(doc.flow)).toEqual(["start>kb", "kb>answer", "answer>gone"]);
});

test("nodes and connections added on both sides are all there", () => {
  const mine = edit(({ flow: mine }) => {
    mine.nodes.push(node("say", "reply"));
    mine.edges.push({ from: "answer", to: "say" });
  });
  const theirs = edit(({ flow: theirs }) => {
    theirs.nodes.push(node("note", "notify"));
    theirs.edges.push({ from: "answer.error", to: "note" });
  });
  const { doc, conflicts, merged } = of(mine, theirs);
  expect(conflicts).toEqual([]);
  expect(merged).toBe(1);
  expect(doc.flow.nodes.map((one) => one.id)).toEqual(["kb", "answer", "note", "say"]);
  expect(edgesOf(doc.flow)).toEqual(["start>kb", "kb>answer", "answer>say", "answer.error>note"]);
});

test("the same field changed differently is a question; mine stands until it is answered", () => {
  const { doc, conflicts } = of(edit(set("answer", "prompt", "mine")), edit(set("answer", "prompt", "theirs")));
  expect(conflicts).toMatchObject([{ key: "answer /config/prompt", node: "answer", field: "/config/prompt", mine: "mine", theirs: "theirs" }]);
  expect(config(doc, "answer")?.prompt).toBe("mine");
  const taken = edit((draft) => take(draft, conflicts[0] as never, "theirs", kinds), doc);
  expect(config(taken, "answer")?.prompt).toBe("theirs");
  expect(stillOpen(taken, conflicts)).toEqual([]);
});

test("a node they deleted and I left alone goes, with its connections and its place", () => {
  const { doc, conflicts, merged } = of(base(), edit((draft) => removeNodes(draft, new Set(["answer"]), false)));
  expect(conflicts).toEqual([]);
  expect(merged).toBe(1);
  expect(edgesOf(doc.flow)).toEqual(["start>kb"]);
  expect(Object.keys(doc.layout.nodes)).toEqual(["start", "kb"]);
});

test("a node they deleted and I changed is a question, and keeps its connections meanwhile", () => {
  const gone = edit((draft) => removeNodes(draft, new Set(["answer"]), false));
  const { doc, conflicts } = of(edit(set("answer", "prompt", "mine")), gone);
  expect(conflicts).toMatchObject([{ key: "answer ", theirs: undefined }]);
  expect(edgesOf(doc.flow)).toEqual(["start>kb", "kb>answer"]);
  expect(edgesOf(edit((draft) => take(draft, conflicts[0] as never, undefined, kinds), doc).flow)).toEqual(["start>kb"]);
});

test("a node they deleted and I connected to is a question: my connection is an edit of mine", () => {
  const gone = edit((draft) => removeNodes(draft, new Set(["answer"]), false));
  const mine = edit(({ flow: mine }) => {
    mine.nodes.push(node("say", "reply"));
    mine.edges.push({ from: "answer", to: "say" });
  });
  const { doc, conflicts } = of(mine, gone);
  expect(conflicts.map((one) => one.key)).toEqual(["answer "]);
  expect(edgesOf(doc.flow)).toContain("answer>say");
});

test("a node I deleted and they changed is a question; theirs comes back with its connections and its place", () => {
  const mine = edit((draft) => removeNodes(draft, new Set(["answer"]), false));
  const { doc, conflicts } = of(mine, edit(set("answer", "prompt", "theirs")));
  expect(doc.flow.nodes.map((one) => one.id)).toEqual(["kb"]);
  const taken = edit((draft) => take(draft, conflicts[0] as never, conflicts[0]?.theirs, kinds), doc);
  expect(config(taken, "answer")?.prompt).toBe("theirs");
  expect(edgesOf(taken.flow)).toEqual(["start>kb", "kb>answer"]);
  expect(taken.layout.nodes.answer).toEqual({ x: 640, y: 0 });
});

test("a rename here and an edit there are two changes of one node", () => {
  const mine = edit((draft) => renameNode(draft, kinds, "kb", "articles"));
  const { doc, conflicts } = of(mine, edit(set("kb", "top_k", 9)));
  expect(conflicts).toEqual([]);
  expect(config(doc, "articles")).toEqual({ base: "it", top_k: 9 });
  expect(doc.flow.nodes).toHaveLength(2);
  expect(edgesOf(doc.flow)).toEqual(["start>articles", "articles>answer"]);
});

test("a rename there is followed by what I wrote here", () => {
  const mine = edit((draft) => {
    draft.flow.nodes.push(node("say", "reply", { text: "{{ kb.best_score }}" }));
    draft.flow.edges.push({ from: "kb.empty", to: "say" });
  });
  const { doc, conflicts } = of(mine, edit((draft) => renameNode(draft, kinds, "kb", "articles")));
  expect(conflicts).toEqual([]);
  expect(config(doc, "say")?.text).toBe("{{ articles.best_score }}");
  expect(edgesOf(doc.flow)).toContain("articles.empty>say");
});

test("a node renamed on both sides is asked for, and either name can be taken", () => {
  const { doc, conflicts } = of(edit((draft) => renameNode(draft, kinds, "kb", "articles")), edit((draft) => renameNode(draft, kinds, "kb", "search")));
  expect(conflicts).toMatchObject([{ key: "articles /id", mine: "articles", theirs: "search" }]);
  const taken = edit((draft) => take(draft, conflicts[0] as never, "search", kinds), doc);
  expect(edgesOf(taken.flow)).toEqual(["start>search", "search>answer"]);
  expect(config(taken, "answer")?.prompt).toBe("p {{ search.passages }}");
});

test("two nodes added under one name are two nodes", () => {
  const add = (text: string) =>
    edit((draft) => {
      draft.flow.nodes.push(node("say", "reply", { text }));
      draft.flow.edges.push({ from: "answer", to: "say" });
    });
  const { doc, conflicts } = of(add("mine"), add("theirs"));
  expect(conflicts).toEqual([]);
  expect(config(doc, "say")?.text).toBe("theirs");
  expect(config(doc, "say_2")?.text).toBe("mine");
  expect(edgesOf(doc.flow)).toContain("answer>say_2");
});

test("what I had sent and never heard of is no change of somebody else", () => {
  const sent = edit((draft) => {
    set("answer", "prompt", "He")(draft);
    draft.flow.nodes.push(node("say", "reply", { text: "H" }));
  });
  const mine = edit((draft) => {
    set("answer", "prompt", "Hello")(draft);
    draft.flow.nodes.push(node("say", "reply", { text: "Hi" }));
  });
  const { doc, conflicts, merged } = of(mine, sent, [sent]);
  expect({ conflicts, merged }).toEqual({ conflicts: [], merged: 0 });
  expect(doc.flow).toEqual(mine.flow);
});

test("what I had sent is still mine where it never arrived", () => {
  const sent = edit((draft) => {
    set("answer", "prompt", "mine")(draft);
    draft.flow.nodes.push(node("say", "reply", { text: "mine" }));
    draft.flow.edges.push({ from: "answer", to: "say" });
  });
  const { doc, conflicts } = of(sent, edit(set("answer", "prompt", "theirs")), [sent]);
  expect(conflicts.map((one) => one.key)).toEqual(["answer /config/prompt"]);
  expect(config(doc, "say")?.text).toBe("mine");
  expect(edgesOf(doc.flow)).toContain("answer>say");
});

test("channels merge by name, fields of the input too", () => {
  const channel = (name: string) => (doc: Doc) => {
    doc.flow.state = { ...doc.flow.state, [name]: { schema: { type: "string" } } } as never;
    doc.flow.input = { type: "object", properties: { [name]: { type: "string" } }, required: [name] };
  };
  const { doc, conflicts } = of(edit(channel("a")), edit(channel("b")));
  expect(conflicts).toEqual([]);
  expect(Object.keys(doc.flow.state ?? {})).toEqual(["a", "b"]);
  expect(doc.flow.input).toMatchObject({ properties: { a: {}, b: {} }, required: ["a", "b"] });
});

test("places never ask: mine where I moved something, theirs elsewhere", () => {
  const mine = edit((doc) => void (doc.layout.nodes.kb = { x: 8, y: 8 }));
  const theirs = edit((doc) => {
    doc.layout.nodes.kb = { x: 16, y: 16 };
    doc.layout.nodes.answer = { x: 16, y: 16 };
  });
  const { doc, conflicts, merged, moved } = of(mine, theirs);
  expect({ conflicts, merged, moved }).toEqual({ conflicts: [], merged: 0, moved: 1 });
  expect(doc.layout.nodes).toMatchObject({ kb: { x: 8, y: 8 }, answer: { x: 16, y: 16 } });
});

test("notes and frames merge by id; the words of a note are worth a question", () => {
  const withNotes = (notes: object[], groups: object[] = []) => edit((doc) => void Object.assign(doc.layout, { notes, groups }));
  const start = withNotes([{ id: "n", text: "a", x: 0 }], [{ id: "g", title: "G", nodes: ["kb"] }]);
  const mine = withNotes([{ id: "n", text: "mine", x: 0 }, { id: "m", text: "new" }], [{ id: "g", title: "G", nodes: ["kb", "answer"] }]);
  const theirs = withNotes([{ id: "n", text: "theirs", x: 9 }], [{ id: "g", title: "G", nodes: [] }]);
  const { doc, conflicts } = rebase({ base: start, mine, theirs, kinds });
  expect(conflicts).toMatchObject([{ key: "layout /notes/n/text", mine: "mine", theirs: "theirs" }]);
  expect(doc.layout).toMatchObject({ notes: [{ id: "n", text: "mine", x: 9 }, { id: "m" }], groups: [{ id: "g", nodes: ["answer"] }] });
  const taken = edit((draft) => take(draft, conflicts[0] as never, "both", kinds), doc);
  expect(valueIn(taken, conflicts[0] as never)).toBe("both");
});

test("an empty field and none are the same: the server leaves out what is empty", () => {
  const { conflicts, merged } = of(edit((doc) => void (doc.flow.title = "")), base());
  expect({ conflicts, merged }).toEqual({ conflicts: [], merged: 0 });
});

test("changes are counted as people count them", () => {
  expect(countChanges(base(), base())).toBe(0);
  expect(countChanges(base(), edit(set("answer", "prompt", "x")))).toBe(1);
  const added = edit((doc) => {
    doc.flow.nodes.push(node("say", "reply"));
    doc.flow.edges.push({ from: "answer", to: "say" });
    doc.layout.nodes.say = { x: 0, y: 0 };
  });
  expect(countChanges(base(), added)).toBe(1);
});

test("a large flow is gone through a few times, not once for each of its nodes", () => {
  const large = () => docOf(flow(Array.from({ length: 300 }, (_, at) => node(`step_${at}`)), ""));
  const theirs = large();
  let reads = 0;
  const { edges } = theirs.flow;
  Object.defineProperty(theirs.flow, "edges", { enumerable: true, get: () => ((reads += 1), edges) });
  const { doc } = rebase({ base: large(), mine: large(), theirs, kinds });
  expect(doc.flow.nodes).toHaveLength(300);
  expect(reads).toBeLessThan(30);
});
