import { enablePatches, produceWithPatches } from "immer";
import { expect, test } from "vitest";
import { emptyHistory, type History, KEPT, record, redo, undo } from "./history";

enablePatches();

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
  const back = undo(history, value);
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
  const once = undo(history, value);
  expect(once?.value.text).toBe("hel");
  expect(undo(once?.history as History, once?.value as { text: string })?.value.text).toBe("");
});

test("a new edit forgets what was undone, and only the newest steps are kept", () => {
  const { history, value } = play(Array.from({ length: KEPT + 20 }, (_, at) => ({ at, set: String(at) })));
  expect(history.past).toHaveLength(KEPT);
  const back = undo(history, value) as { history: History; value: { text: string } };
  const [, forward, inverse] = produceWithPatches(back.value, (draft) => {
    draft.text = "new";
  });
  expect(record(back.history, { label: "new", key: null, at: 0, forward, inverse }).future).toEqual([]);
});
