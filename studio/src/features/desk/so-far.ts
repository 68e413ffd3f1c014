import type { Message } from "@/api/types";

/** What there is to know about a conversation before one reads all of it. */
export interface SoFar {
  /** What the user said first. */
  asked: string;
  /** Titles that the assistant's answers stood on. */
  sources: string[];
  /** Questions of the assistant, and what the user chose or filled in. */
  answers: { question: string; answer: string }[];
  /** Numbers of the tickets that were made. */
  tickets: string[];
}

export function soFar(messages: Message[]): SoFar {
  const asked = messages.find((message) => message.role === "user")?.content ?? "";
  const sources = new Set(messages.flatMap((message) => message.citations.map((citation) => (citation as { title?: string }).title ?? "").filter(Boolean)));
  const answers = messages
    .filter((message) => (message.kind === "options" || message.kind === "form") && message.data.answered === true)
    .map((message) => ({ question: message.content, answer: answerTo(messages, message) }));
  const tickets = messages.filter((message) => message.kind === "ticket").map((message) => String(message.data.number ?? ""));
  return { asked, sources: [...sources], answers: answers.filter((one) => one.question && one.answer), tickets };
}

/** The next thing the user said to the run that asked. */
const answerTo = (messages: Message[], question: Message) =>
  messages.find((message) => message.role === "user" && message.run_id === question.run_id && message.seq > question.seq)?.content ?? "";
