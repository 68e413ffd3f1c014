import { queryOptions } from "@tanstack/react-query";
import { get, post, request } from "./http";
import type { Colleague, FlowComment, FlowCommentChange, NewFlowComment } from "./types";

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/comments`;
const EVERY_MS = 15_000;

/** What people say about a flow, the oldest first; looked for again while the page is seen. */
export const commentsQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "comments"],
    queryFn: async () => (await get<{ data: FlowComment[] }>(at(flow))).data,
    refetchInterval: EVERY_MS,
  });

export const addComment = (flow: string, body: NewFlowComment) => post<FlowComment>(at(flow), body);
export const changeComment = (flow: string, id: string, body: FlowCommentChange) => request<FlowComment>("PATCH", `${at(flow)}/${id}`, { body });
export const deleteComment = (flow: string, id: string) => request<unknown>("DELETE", `${at(flow)}/${id}`);

/** Whom a comment can mention. */
export const findPeople = async (q: string, signal?: AbortSignal) => (await get<{ data: Colleague[] }>("/people", { q }, signal)).data;
