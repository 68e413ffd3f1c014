import { enablePatches, produceWithPatches } from "immer";
import { expect, test } from "vitest";
import { docOf, flow, kinds, node } from "@/testing/builders";
import type { Doc } from "./document";
import { emptyHistory, type History, KEPT, record, redo, underneath, undo } from "./history";
import { carry } from "./rebase";

enablePatches();

const never = () => {
  throw new Error("nobody else changed anything");
};

function play(edits: { key?: string; at: number; set: string }[]): { history: History; value: { text: string } } {
  let history = emptyHistory();
  let value = { text: "" };
  for (const edit of edits) {
    const [next, forward, inverse] = produceWithPatches(value, (draft) => {
      draft.text = edit.set;
    });
    history = record(history, { label: edit.set, key: edit.key ?? null, at: edit.at, forward, inverse });
    value = next;
  }
  return { history, value };
}

test("undo and redo lead through the same values", () => {
  let { history, value } = play([{ at: 0, set: "a" }, { at: 1, set: "b" }]);
  const back = undo(history, value, never);
  expect(back?.value.text).toBe("a");
  const again = redo(back?.history as History, back?.value as { text: string });
  expect(again?.value.text).toBe("b");
  ({ history, value } = again as { history: History; value: { text: string } });
  expect(redo(history, value)).toBeNull();
});

test("quick typing in one field is one step, a pause begins another", () => {
  const { history, value } = play([
    { key: "f", at: 0, set: "h" },
    { key: "f", at: 300, set: "he" },
    { key: "f", at: 800, set: "hel" },
    { key: "f", at: 2_000, set: "help" },
  ]);
  expect(history.past).toHaveLength(2);
  const once = undo(history, value, never);
  expect(once?.value.text).toBe("hel");
  expect(undo(once?.history as History, once?.value as { text: string }, never)?.value.text).toBe("");
});

test("a new edit forgets what was undone, and only the newest steps are kept", () => {
  const { history, value } = play(Array.from({ length: KEPT + 20 }, (_, at) => ({ at, set: String(at) })));
  expect(history.past).toHaveLength(KEPT);
  const back = undo(history, value, never) as { history: History; value: { text: string } };
  const [, forward, inverse] = produceWithPatches(back.value, (draft) => {
    draft.text = "new";
  });
  expect(record(back.history, { label: "new", key: null, at: 0, forward, inverse }).future).toEqual([]);
});

test("undo goes past what somebody else changed meanwhile and leaves it alone", () => {
  const start = docOf(flow([node("a", "template", { text: "a" }), node("b", "template", { text: "b" })], "start>a a>b"));
  let history = emptyHistory();
  let doc = start;
  const edit = (label: string, recipe: (draft: Doc) => void) => {
    const [next, forward, inverse] = produceWithPatches(doc, (draft) => void recipe(draft as Doc));
    history = record(history, { label, key: null, at: 0, forward, inverse });
    doc = next as Doc;
  };
  const texts = () => Object.fromEntries(doc.flow.nodes.map((one) => [one.id, one.config?.text]));
  const back = () => {
    const step = undo(history, doc, carry(kinds));
    if (step) ({ history, value: doc } = step);
  };
  const setText = (id: string, text: string) => (draft: Doc) => void ((draft.flow.nodes.find((one) => one.id === id) as { config?: object }).config = { text });
  edit("first", setText("b", "b1"));
  edit("second", setText("b", "b2"));
  // They delete the first node, so that the places in my patches no longer fit, and add one.
  history = underneath(history, doc);
  doc = { ...doc, flow: { ...doc.flow, nodes: [...doc.flow.nodes.filter((one) => one.id !== "a"), node("c", "template", { text: "c" })], edges: [] } };
  edit("third", setText("c", "c1"));

  back();
  expect(texts()).toEqual({ b: "b2", c: "c" });
  back();
  expect(texts()).toEqual({ b: "b1", c: "c" });
  back();
  expect(texts()).toEqual({ b: "b", c: "c" });
  expect(history.past).toEqual([]);
  for (const wanted of ["b1", "b2"]) {
    ({ history, value: doc } = redo(history, doc) as { history: History; value: Doc });
    expect(texts()).toEqual({ b: wanted, c: "c" });
  }
  back();
  back();
  expect(texts()).toEqual({ b: "b", c: "c" });
});
