import { expect, test } from "vitest";
import type { Message } from "@/api/types";
import { soFar } from "./so-far";

const message = (seq: number, part: Partial<Message>) =>
  ({ id: `m${seq}`, conversation_id: "c", run_id: "r", seq, role: "assistant", kind: "text", content: "", citations: [], data: {}, attachments: [], created_at: "2026-01-01T00:00:00Z", feedback: null, ...part }) as Message;

test("what was asked, tried and answered is told once, and what was said to a person answers no question", () => {
  const cited = [{ n: 1, title: "VPN guide" }] as unknown as Message["citations"];
  const told = soFar([
    message(1, { role: "user", content: "My VPN does not connect" }),
    message(2, { content: "Quit it [1].", citations: cited }),
    message(3, { content: "Restart it [1].", citations: cited }),
    message(4, { kind: "options", content: "Did this help?", data: { answered: true } }),
    message(5, { role: "user", run_id: null, content: "a person, please" }),
    message(6, { role: "user", content: "No" }),
    message(7, { kind: "options", content: "A ticket?", data: { answered: false } }),
    message(8, { kind: "ticket", content: "", data: { number: "TKT-1" } }),
  ]);
  expect(told).toEqual({
    asked: "My VPN does not connect",
    sources: ["VPN guide"],
    answers: [{ question: "Did this help?", answer: "No" }],
    tickets: ["TKT-1"],
  });
});
