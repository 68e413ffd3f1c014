// Conversations as the person in them has them: whoever is signed in, or a visitor of a page that carries the widget.
import { queryOptions } from "@tanstack/react-query";
import { asProblem, get, newKey, post, request } from "./http";
import type { Asked } from "./runs";
import type { Assistant, Conversation, Message, Page } from "./types";

export interface AnswerBody {
  option?: string;
  values?: Record<string, unknown>;
  declined?: boolean;
}

/** In a test chat a text may bring pins and breakpoints for the run that it starts. */
export type Outgoing = ({ content: string; attachments?: string[] } & Asked) | { answer: AnswerBody };

export type Rating = "up" | "down";

/** Why an answer did not help, as the analytics count it. */
export type Reason = "wrong" | "outdated" | "not_my_case" | "incomplete";

/** Below which address conversations are, and how a visit that has run out is begun anew. */
interface Place {
  prefix: string;
  renew?: () => Promise<unknown>;
}

let place: Place = { prefix: "" };

/** The frame of a widget says this once, before anything is asked. */
export const chatAt = (where: Place): void => {
  place = where;
};

export const chatPath = (path: string): string => place.prefix + path;

/** A visit is short; when it has run out a new one is begun, and what was wanted is wanted again. */
export async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!place.renew || asProblem(error).status !== 401) throw error;
    await place.renew();
    return call();
  }
}

export const startConversation = (flow: string, draft: boolean, branch: string | null = null) => {
  const key = newKey();
  // What a visitor talks to follows from the address.
  const body = place.prefix ? {} : { flow, draft, branch };
  return asked(() => post<Conversation>(chatPath("/conversations"), body, { idempotencyKey: key }));
};

export const getConversation = (id: string) => asked(() => get<Conversation>(chatPath(`/conversations/${id}`)));

/** The desk hears of it; asking again changes nothing. */
export const askForPerson = (id: string) => asked(() => post<Conversation>(chatPath(`/conversations/${id}/person`)));

export const backToAssistant = (id: string) => asked(async () => (await request<Conversation>("DELETE", chatPath(`/conversations/${id}/person`))).data);

/** One's own, the newest first. */
export const myConversations = (flow: string | undefined, page = 1) =>
  asked(() => get<Page<Conversation>>(chatPath("/conversations"), place.prefix ? { page, limit: 20 } : { flow, mine: true, sort: "-updated_at", limit: 20, page }));

/** Whom one may talk to. */
/** The list ends there; whoever is not in a full one may still exist. */
export const MOST_ASSISTANTS = 200;

export const assistantsQuery = queryOptions({ queryKey: ["assistants"], queryFn: async () => (await get<{ data: Assistant[] }>("/assistants")).data, staleTime: 60_000, retry: false });

/** The whole conversation, page after page. */
export async function getMessages(id: string): Promise<Message[]> {
  const all: Message[] = [];
  let after: string | number | undefined;
  for (;;) {
    const page = await asked(() => get<{ data: Message[]; next?: string | number | null }>(chatPath(`/conversations/${id}/messages`), { after, limit: 100 }));
    all.push(...page.data);
    if (page.next === null || page.next === undefined || page.data.length === 0) return all;
    after = page.next;
  }
}

/** With the same key it is the same message, however often it is sent. */
export const sendMessage = (id: string, body: Outgoing, key: string) =>
  asked(() => post<{ message: Message; run_id: string | null }>(chatPath(`/conversations/${id}/messages`), body, { idempotencyKey: key }));

/** What an approver has asked the person whose conversation it is, or who has asked for it elsewhere. */
export const answerQuestion = (approval: string, question: string, answer: string) =>
  asked(() => post<undefined>(chatPath(`/approvals/${approval}/questions/${question}/answer`), { answer }));

export const sendFeedback = (message: string, rating: Rating, reason?: Reason, comment?: string) =>
  asked(() => post<unknown>(chatPath(`/messages/${message}/feedback`), { rating, reason, comment }));

export const stopRun = (id: string) => asked(() => post<unknown>(chatPath(`/runs/${id}/cancel`), place.prefix ? {} : { reason: "stopped by the user" }));
