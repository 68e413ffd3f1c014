// What the server finds for a few letters. It is asked as somebody types: a failure is told at once, and the next letters ask anew.
import { queryOptions } from "@tanstack/react-query";
import { get } from "./http";
import type { FlowSummary, KbAnswer, Page, Ticket } from "./types";

const MOST = 8;

export const foundFlows = (q: string) =>
  queryOptions({ queryKey: ["found", "flows", q], queryFn: async ({ signal }) => (await get<Page<FlowSummary>>("/flows", { q, limit: MOST }, signal)).data, retry: false });

/** By the number, the title or the description. */
export const foundTickets = (q: string) =>
  queryOptions({ queryKey: ["found", "tickets", q], queryFn: async ({ signal }) => (await get<Page<Ticket>>("/tickets", { q, limit: MOST }, signal)).data, retry: false });

/** The best passage of each document, the best first. */
export const foundArticles = (q: string) =>
  queryOptions({
    queryKey: ["found", "articles", q],
    queryFn: async ({ signal }) => {
      const passages = (await get<KbAnswer>("/kb/search", { q, top_k: 24 }, signal)).data;
      return passages.filter((one, at) => passages.findIndex((other) => other.document_id === one.document_id) === at).slice(0, MOST);
    },
    retry: false,
  });
