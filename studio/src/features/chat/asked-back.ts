// What an approver asks the person whose conversation it is: a notice with the question, and later one with what came of it.
import type { Message } from "@/api/types";

const SEQUELS = ["approval_answer", "approval_closed"];

export const isAskedBack = (message: Message): boolean => message.role === "system" && message.data.event === "approval_question";

/** Shown where the question stands, not by itself. */
export const isSequel = (message: Message): boolean => message.role === "system" && SEQUELS.includes(String(message.data.event));

/** By question: its answer, or that none is needed any more. The answer counts for more. */
export function sequels(messages: Message[]): Map<string, Message> {
  const found = new Map<string, Message>();
  for (const message of messages.filter(isSequel)) {
    const question = String(message.data.question);
    if (found.get(question)?.data.event !== "approval_answer") found.set(question, message);
  }
  return found;
}
