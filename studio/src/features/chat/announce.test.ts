import { expect, test } from "vitest";
import type { Message } from "@/api/types";
import { announce, finished, heardNothing, plain } from "./announce";
import { type ChatState, emptyChat } from "./reducer";

const message = (seq: number, part: Partial<Message>): Message => ({
  id: `m${seq}`, conversation_id: "c", run_id: "r", seq, role: "assistant", kind: "text", content: "", citations: [], data: {}, attachments: [], created_at: "2026-01-01T00:00:00Z", feedback: null, ...part,
} as Message);
const state = (part: Partial<ChatState>): ChatState => ({ ...emptyChat, ...part });

test("an answer is told by the sentence, and its end once", () => {
  const first = announce(heardNothing, state({ writing: { run: "r", node: "a", text: "Quit the **client** [1]. Then sta", sources: 0 } }));
  expect(first.lines).toEqual(["Quit the client."]);
  const same = announce(first.heard, state({ writing: { run: "r", node: "a", text: "Quit the **client** [1]. Then start", sources: 0 } }));
  expect(same.lines).toEqual([]);
  const last = announce(same.heard, state({ messages: [message(1, { content: "Quit the **client** [1]. Then start it." })] }));
  expect(last.lines).toEqual(["Then start it."]);
});

test("a form and a choice say where they are, and what one wrote oneself is not repeated", () => {
  const { lines } = announce(heardNothing, state({
    messages: [
      message(1, { role: "user", content: "No" }),
      message(2, { kind: "options", content: "Did this help?", data: { options: [{ port: "yes", label: "Yes" }, { port: "no" }] } }),
      message(3, { kind: "form", content: "Please check.", data: { form: { name: "f", title: "Ticket", fields: [{ name: "a" }] } } }),
    ],
  }));
  expect(lines[0]).toContain("Did this help? Choose with the buttons at the end of the conversation");
  expect(lines[1]).toContain("A form, “Ticket”, with 1 field is at the end");
  expect(lines).toHaveLength(2);
});

test("a person is told by name, a step once", () => {
  const said = announce(heardNothing, state({ note: "Searching…", messages: [message(1, { content: "Hello", data: { by: { name: "Ann" } } })] }));
  expect(said.lines).toEqual(["Ann says: Hello", "Searching…"]);
  expect(announce(said.heard, state({ note: "Searching…", messages: [] })).lines).toEqual([]);
});

test("a number with a point in it ends no sentence", () => {
  expect(finished("Version 2.5 is", 0)).toBe(0);
  expect(plain("## Do\n- this `now` [see](https://x.example)")).toBe("Do this now see");
});
