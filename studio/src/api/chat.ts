import { get, newKey, post } from "./http";
import type { Conversation, Message } from "./types";

export interface AnswerBody {
  option?: string;
  values?: Record<string, unknown>;
  declined?: boolean;
}

export type Outgoing = { content: string } | { answer: AnswerBody };

export const startConversation = (flow: string, draft: boolean) =>
  post<Conversation>("/conversations", { flow, draft }, { idempotencyKey: newKey() });

export const getConversation = (id: string) => get<Conversation>(`/conversations/${id}`);

/** The whole conversation, page after page. */
export async function getMessages(id: string): Promise<Message[]> {
  const all: Message[] = [];
  let after: string | number | undefined;
  for (;;) {
    const page = await get<{ data: Message[]; next?: string | number | null }>(`/conversations/${id}/messages`, { after, limit: 100 });
    all.push(...page.data);
    if (page.next === null || page.next === undefined || page.data.length === 0) return all;
    after = page.next;
  }
}

export const sendMessage = (id: string, body: Outgoing, key: string) =>
  post<{ message: Message; run_id: string }>(`/conversations/${id}/messages`, body, { idempotencyKey: key });

export const sendFeedback = (message: string, rating: "up" | "down", comment?: string) =>
  post<unknown>(`/messages/${message}/feedback`, { rating, comment });
