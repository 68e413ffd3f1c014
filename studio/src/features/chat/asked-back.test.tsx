// @vitest-environment happy-dom
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Message } from "@/api/types";
import { isSequel, sequels } from "./asked-back";
import { noticeWords } from "./notice";
import QuestionCard from "./QuestionCard";

const said = (id: string, data: object, content: string): Message => ({
  id, conversation_id: "c", run_id: null, seq: 1, role: "system", kind: "text", content, citations: [], data: data as Message["data"], attachments: [], created_at: "2026-01-01T00:00:00Z", feedback: null,
});
const question = said("q", { event: "approval_question", approval: "a", question: "q", name: "Ann Lee", title: "Buy a laptop?", until: null }, "What for?");
const answer = said("x", { event: "approval_answer", question: "q" }, "The old one is broken.");
const closed = said("y", { event: "approval_closed", question: "q", status: "approved" }, "settled");

test("what came of a question is shown where it stands, and an answer counts for more than the end", () => {
  expect([question, answer, closed].filter(isSequel)).toEqual([answer, closed]);
  expect(sequels([question, answer, closed]).get("q")).toBe(answer);
  expect(sequels([question, closed]).get("q")).toBe(closed);
  expect(sequels([question]).size).toBe(0);
});

test("a question is answered in its card, and what went wrong is said there", async () => {
  const reply = vi.fn().mockRejectedValueOnce(new Error("no network")).mockResolvedValue(undefined);
  const { rerender } = render(<QuestionCard message={question} onReply={reply} />);
  expect(screen.getByText("Ann Lee asks about “Buy a laptop?”")).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Your answer"), { target: { value: " The old one is broken. " } });
  fireEvent.click(screen.getByRole("button", { name: "Answer" }));
  await screen.findByRole("alert");
  fireEvent.click(screen.getByRole("button", { name: "Answer" }));
  await waitFor(() => expect(reply).toHaveBeenLastCalledWith(question, "The old one is broken."));
  rerender(<QuestionCard message={question} sequel={answer} onReply={reply} />);
  expect(screen.getByText("The old one is broken.")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("one that was settled takes no answer any more, and somebody else never gives one", () => {
  const { rerender } = render(<QuestionCard message={question} sequel={closed} onReply={() => Promise.resolve()} />);
  expect(screen.getByText("It was settled before this was answered.")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
  rerender(<QuestionCard message={question} />);
  expect(screen.getByText("Not answered yet.")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("a screen reader is told of a question and where it is answered, and not of one’s own answer", () => {
  expect(noticeWords(question)).toBe("Ann Lee asks about “Buy a laptop?”: What for? Answer in the card.");
  expect(noticeWords(answer)).toBe("");
});
