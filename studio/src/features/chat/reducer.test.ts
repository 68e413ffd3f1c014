import { expect, test } from "vitest";
import type { Message } from "@/api/types";
import { chat, type ChatAction, type ChatState, emptyChat, inOrder, isBusy, openQuestion, personOf } from "./reducer";

const message = (seq: number, part: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  conversation_id: "c",
  run_id: "r",
  seq,
  role: "assistant",
  kind: "text",
  content: "",
  citations: [],
  data: {},
  attachments: [],
  created_at: new Date(seq).toISOString(),
  feedback: null,
  ...part,
});
const event = (kind: string, data: unknown, id: string): ChatAction => ({ type: "event", kind, data, id });
const play = (actions: ChatAction[], state: ChatState = emptyChat) => actions.reduce(chat, state);

test("an answer streams, and the stored message takes its place", () => {
  const writing = play([event("run.started", {}, "r:1"), event("message.delta", { text: "Two " }, "r:5.0"), event("message.delta", { text: "things" }, "r:5.1")]);
  expect(writing.writing?.text).toBe("Two things");
  expect(isBusy(writing)).toBe(true);
  const done = play([event("message.completed", { text: "Two things." }, "r:5"), event("message.created", message(2, { content: "Two things." }), "r:5")], writing);
  expect(done.writing).toBeNull();
  expect(done.messages.map((one) => one.content)).toEqual(["Two things."]);
});

test("of two steps that speak at once one is heard as it speaks, and the other when it is done", () => {
  const delta = (node: string, words: string, id: string) => event("message.delta", { node, payload: { text: words } }, id);
  const both = play([event("run.started", {}, "r:1"), delta("a", "One ", "r:5.0"), delta("b", "Uno ", "r:5.1"), delta("a", "two", "r:5.2"), delta("b", "dos", "r:5.3")]);
  expect(both.writing?.text).toBe("One two");
  const first = play([event("message.created", message(2, { content: "One two" }), "r:6"), delta("b", " tres", "r:6.0")], both);
  expect(first.writing).toBeNull();
  const second = play([event("message.created", message(3, { content: "Uno dos tres" }), "r:7"), event("run.resumed", {}, "r:8"), delta("b", "Otra", "r:9.0")], first);
  expect(second.messages.map((one) => one.content)).toEqual(["One two", "Uno dos tres"]);
  expect(second.writing?.text).toBe("Otra");
});

test("what is being done is said in plain words, and what was done before is kept", () => {
  const begun = play([event("run.started", {}, "r:1")]);
  const searching = play([event("node.started", { kind: "kb_search" }, "r:2")], begun);
  expect(searching).toMatchObject({ note: "Searching the articles…", steps: ["Searching the articles…"] });
  // A step that takes no time is not worth a word.
  expect(play([event("node.started", { kind: "template" }, "r:3")], searching)).toEqual(searching);
  expect(play([event("node.started", { kind: "llm" }, "r:4")], searching).steps).toEqual(["Searching the articles…", "Writing an answer…"]);
});

test("what a tool notes for the timeline is not said in the conversation", () => {
  const begun = play([event("run.started", {}, "r:1")]);
  expect(play([event("node.progress", { note: "1 passage in 2 ms" }, "r:2.0")], begun)).toEqual(begun);
});

test("a delta heard twice is written once", () => {
  const delta = event("message.delta", { text: "a" }, "r:5.0");
  expect(play([delta, delta, event("message.delta", { text: "b" }, "r:5.1"), delta]).writing?.text).toBe("ab");
});

test("a reconnect that repeats messages makes no duplicates and keeps their order", () => {
  const state = play([
    event("message.created", message(2), "r:2"),
    { type: "loaded", messages: [message(1, { role: "user" }), message(2)], run: null },
    event("message.created", message(1, { role: "user" }), "r:1"),
  ]);
  expect(state.messages.map((one) => one.id)).toEqual(["m1", "m2"]);
});

test("a question is open while its run waits and nobody has answered", () => {
  const asked = play([event("message.created", message(3, { kind: "options" }), "r:3"), event("run.waiting", { node: "helped" }, "r:4")]);
  expect(openQuestion(asked)).toBe("m3");
  const answered = play([{ type: "sent", message: message(4, { role: "user" }), run: "r" }], asked);
  expect(openQuestion(answered)).toBeNull();
  expect(isBusy(answered)).toBe(true);
});

test("an answer that is quicker than the reply to the request keeps its question open", () => {
  const quick = play([
    event("message.created", message(1, { role: "user" }), "r:1.m1"),
    event("message.created", message(2, { kind: "form" }), "r:9.m2"),
    event("run.waiting", { node: "details" }, "r:9"),
    { type: "sent", message: message(1, { role: "user" }), run: "r" },
  ]);
  expect(openQuestion(quick)).toBe("m2");
  expect(isBusy(quick)).toBe(false);
});

test("a page asked for before the stream, and arriving after it, does not take the run back", () => {
  const state = play([
    event("message.created", message(2, { kind: "options" }), "r:9.m2"),
    event("run.waiting", { node: "helped" }, "r:9"),
    { type: "loaded", messages: [message(1, { role: "user" })], run: { id: "r", status: "running", seq: 4 } },
  ]);
  expect(openQuestion(state)).toBe("m2");
});

test("a run that fails says so once", () => {
  expect(play([event("run.started", {}, "r:1"), event("run.failed", { message: "the model is gone" }, "r:2")]).error).toBe("the model is gone");
  expect(play([event("message.created", message(1, { kind: "error", content: "x" }), "r:1"), event("run.failed", { message: "x" }, "r:2")]).error).toBeNull();
});

test("a person who was asked for comes and goes by notices, whatever the run does", () => {
  const notice = (seq: number, event: string, name: string): ChatAction => ({ type: "event", kind: "message.created", data: message(seq, { role: "system", run_id: null, data: { event, name } }), id: "" });
  const waiting = play([event("run.started", {}, "r:1"), notice(2, "person_asked", "Ada")]);
  expect([personOf(waiting), isBusy(waiting)]).toEqual(["", true]);
  const said = play([{ type: "sent", message: message(3, { role: "user", run_id: null }), run: null }], waiting);
  expect(said.run).toEqual(waiting.run);
  const resumed = play([event("run.waiting", { for: "user" }, "r:4"), event("run.resumed", {}, "r:5"), notice(6, "person_joined", "Tom")], said);
  expect(personOf(resumed)).toBe("Tom");
  expect(personOf(play([notice(7, "person_left", "Tom")], resumed))).toBeNull();
});

test("a question stays open whatever is said to a person meanwhile", () => {
  const asked = play([event("message.created", message(3, { kind: "options" }), "r:3"), event("run.waiting", { for: "user" }, "r:4")]);
  const talked = play([{ type: "sent", message: message(4, { role: "user", run_id: null }), run: null }], asked);
  expect(openQuestion(talked)).toBe("m3");
  expect(openQuestion(play([{ type: "sent", message: message(5, { role: "user" }), run: "r" }], talked))).toBeNull();
});

test("a person whom a flow has called is not the user's to send away", () => {
  const joined: ChatAction = { type: "event", kind: "message.created", data: message(5, { role: "system", data: { event: "person_joined", name: "Tom", wished: false } }), id: "r:4.m5" };
  const called = play([event("run.waiting", { for: "handoff" }, "r:3"), joined]);
  expect([personOf(called), called.person?.wished]).toEqual(["Tom", false]);
  for (const end of ["run.completed", "run.cancelled", "run.failed"]) expect(personOf(play([event(end, {}, "r:6")], called))).toBeNull();
});

test("a person whom a flow has called goes with its run", () => {
  const person = { state: "waiting" as const, since: "", name: null, place: 1, wished: false };
  const called = play([{ type: "loaded", messages: [], run: { id: "r", status: "waiting", seq: 3 }, waiting: { for: "handoff" }, person }]);
  expect(personOf(called)).toBe("");
  expect(play([event("run.resumed", {}, "r:4")], called).person).toBeNull();
});

test("an answer that was not enough leaves the question open, after what was said", () => {
  const asked = play([event("message.created", message(2, { kind: "form" }), "r:2.m2"), event("run.waiting", { for: "user" }, "r:2")]);
  const said = play([{ type: "sent", message: message(3, { role: "user" }), run: "r" }], asked);
  expect(openQuestion(said)).toBeNull();
  const again = play([event("run.resumed", {}, "r:3"), event("run.waiting", { for: "user", errors: [{ field: "category" }] }, "r:4")], said);
  expect(openQuestion(again)).toBe("m2");
  expect(inOrder(again.messages, "m2").map((one) => one.id)).toEqual(["m3", "m2"]);
  // As a reload finds it.
  const reloaded = play([{ type: "loaded", messages: again.messages, run: { id: "r", status: "waiting", seq: 4 }, waiting: { for: "user" } }]);
  expect(openQuestion(reloaded)).toBe("m2");
});

test("a run that ended before anybody listened is not waited for", () => {
  const messages = [message(1, { role: "user" }), message(2)];
  const sent: ChatAction = { type: "sent", message: messages[0] as Message, run: "r" };
  const loaded: ChatAction = { type: "loaded", messages, run: null };
  expect(isBusy(play([sent]))).toBe(true);
  expect(isBusy(play([sent, loaded]))).toBe(false);
  expect(isBusy(play([loaded, sent]))).toBe(false);
  // A page from before it was sent says nothing about it.
  expect(isBusy(play([{ type: "loaded", messages: [], run: null }, sent]))).toBe(true);
  expect(isBusy(play([sent, { type: "loaded", messages: [message(0, { run_id: "q" })], run: null }]))).toBe(true);
});
