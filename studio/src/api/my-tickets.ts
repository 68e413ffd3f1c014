// Tickets as the person who opened them has them: whoever is signed in, or the visitor of whose conversation they came.
import { queryOptions } from "@tanstack/react-query";
import { inTicket } from "./attachments";
import { asked, chatPath } from "./chat";
import { firstPages } from "./first-pages";
import { get, newKey, post } from "./http";
import type { Page, Ticket } from "./types";

const FIRST_MS = 5_000;
const MOST_MS = 60_000;

/** One ticket, asked for again and again, less and less often while nothing changes. */
export const liveTicketQuery = (number: string) =>
  queryOptions({
    queryKey: ["ticket", number, "live"],
    queryFn: () => asked(() => get<Ticket>(chatPath(inTicket(number)))),
    retry: false,
    staleTime: FIRST_MS,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => {
      if (state.error) return false;
      const rests = Date.now() - Date.parse(state.data?.updated_at ?? "");
      return Math.min(MOST_MS, Math.max(FIRST_MS, (Number.isFinite(rests) ? rests : 0) / 10));
    },
  });

export const myTicketsQuery = (q: string, pages: number) =>
  queryOptions({
    queryKey: ["tickets", "mine", q, pages],
    queryFn: () => firstPages(pages, (page) => get<Page<Ticket>>("/tickets", { requester: "me", sort: "-updated_at", q, page, limit: 20 })),
    refetchInterval: 30_000,
  });

export const addComment = (number: string, body: string, attachments: string[] = [], key = newKey()) =>
  asked(() => post<unknown>(chatPath(`${inTicket(number)}/comments`), { body, internal: false, attachments }, { idempotencyKey: key }));

export const reopenTicket = (number: string) => asked(() => post<Ticket>(chatPath(`${inTicket(number)}/reopen`)));
