import { expect, test } from "vitest";
import type { FlowComment } from "@/api/types";
import { isUnread, mentionAt, mentionedIn, threadsOf } from "./threads";

const comment = (id: string, parent: string | null, at: string, mine = false): FlowComment => ({
  id,
  parent_id: parent,
  created_at: at,
  mine,
  text: id,
  author: { id: "a", name: "Anna" },
  mentions: [],
  node: null,
  point: null,
  edited_at: null,
  resolved_at: null,
  resolved_by: null,
});

test("replies stand in their thread, the newest thread first", () => {
  const threads = threadsOf([comment("a", null, "1"), comment("b", null, "2"), comment("c", "a", "3"), comment("lost", "gone", "4")]);
  expect(threads.map((one) => [one.first.id, one.replies.map((reply) => reply.id)])).toEqual([["b", []], ["a", ["c"]]]);
});

test("a thread is unread as long as somebody else said something after one looked", () => {
  const [thread] = threadsOf([comment("a", null, "1", true), comment("b", "a", "2")]);
  if (!thread) throw new Error("no thread");
  expect(isUnread(thread, {})).toBe(true);
  expect(isUnread(thread, { a: "2" })).toBe(false);
  expect(isUnread({ first: thread.first, replies: [] }, {})).toBe(false);
});

test("a name is looked for after an @ that begins a word", () => {
  expect(mentionAt("ask @An", 7)).toEqual({ from: 4, q: "An" });
  expect(mentionAt("@", 1)).toEqual({ from: 0, q: "" });
  expect(mentionAt("a@example", 9)).toBeNull();
});

test("only names that still stand in the text are mentioned", () => {
  expect(mentionedIn("@Anna Lind, see", [{ id: "1", name: "Anna Lind" }, { id: "2", name: "Ben" }, { id: "1", name: "Anna Lind" }])).toEqual(["1"]);
});
