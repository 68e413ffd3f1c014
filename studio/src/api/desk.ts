import { queryOptions } from "@tanstack/react-query";
import { get, newKey, post, request } from "./http";
import type { LiveConversation, Notice, Page, Ticket, TicketChange, TicketPatch } from "./types";

export interface TicketFilter {
  status?: string;
  priority?: string;
  assignee?: string;
  q?: string;
  sort?: string;
  page?: number;
}

export const ticketsQuery = (filter: TicketFilter) =>
  queryOptions({
    queryKey: ["tickets", filter],
    queryFn: () => get<Page<Ticket>>("/tickets", { ...filter, limit: 50 }),
    refetchInterval: 15_000,
  });

/** Conversations that wait for a person or have one, those that wait longest first. */
export const liveQuery = queryOptions({
  queryKey: ["desk", "live"],
  queryFn: async () => (await get<{ data: LiveConversation[] }>("/desk/live")).data,
  refetchInterval: 5_000,
});

/** Whoever asked is told who has come. `from` is who is seen to have it: if it is somebody else meanwhile, this is refused. */
export const takeOver = (conversation: string, from: string | null) => post<unknown>(`/conversations/${conversation}/handoff`, { from });

export const giveBack = (conversation: string) => post<unknown>(`/conversations/${conversation}/return`, {});

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: async () => {
      const answer = await request<Ticket>("GET", `/tickets/${id}`);
      return { ticket: answer.data, etag: answer.etag };
    },
    refetchInterval: 20_000,
  });

export const ticketHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id, "history"],
    queryFn: async () => (await get<{ data: TicketChange[] }>(`/tickets/${id}/history`)).data,
  });

export const patchTicket = (id: string, body: TicketPatch, etag: string | null) =>
  request<Ticket>("PATCH", `/tickets/${id}`, { body, ifMatch: etag, contentType: "application/merge-patch+json" });

export const commentTicket = (id: string, body: string, internal: boolean) =>
  post<unknown>(`/tickets/${id}/comments`, { body, internal }, { idempotencyKey: newKey() });

export const assignTicket = (id: string, user: string | null) => post<unknown>(`/tickets/${id}/assign`, { user_id: user });

export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: async () => (await get<{ data: Notice[] }>("/notifications", { limit: 20 })).data,
  refetchInterval: 30_000,
});

export const readNotice = (id: string) => post<unknown>(`/notifications/${id}/read`);
