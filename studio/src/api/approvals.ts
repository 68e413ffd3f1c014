import { queryOptions } from "@tanstack/react-query";
import type { components } from "./generated/schema";
import { get, post } from "./http";
import type { Page } from "./types";

type Schemas = components["schemas"];
type Sent<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

export type Decision = Schemas["DecisionView"];
export type Approval = Omit<Sent<Schemas["ApprovalView"]>, "details"> & { details: Record<string, unknown> };
export type NewDecision = Schemas["NewDecision"];
export type Question = Approval["questions"][number];
export type AskedOfMe = Sent<Schemas["AskedOfMe"]>;

/** How one stands; without a word all of them. */
export type ApprovalStatus = "pending" | "approved" | "rejected" | "timeout" | "cancelled";

export const approvalsQuery = (status: ApprovalStatus | null, page = 1) =>
  queryOptions({
    queryKey: ["approvals", status, page],
    queryFn: () => get<Page<Approval>>("/approvals", { ...(status && { status }), page, limit: 50 }),
    refetchInterval: 15_000,
  });

/** As many as the server gives at once. The newest come first, and a conversation that is talked in is new. */
const MOST = 100;

/** What was asked in one conversation, and what became of it. */
export const askedQuery = (conversation: string) =>
  queryOptions({
    queryKey: ["approvals", "asked in", conversation],
    queryFn: async () => (await get<Page<Approval>>("/approvals", { limit: MOST })).data.filter((one) => one.conversation_id === conversation),
    retry: false,
  });

/** One as it stands now, also when no list has it any more. */
export const approvalQuery = (id: string) => queryOptions({ queryKey: ["approvals", "one", id], queryFn: () => get<Approval>(`/approvals/${id}`), retry: false });

/** What approvers ask the reader, who has not answered yet. */
export const askedOfMeQuery = queryOptions({
  queryKey: ["approvals", "asked of me"],
  queryFn: async () => (await get<{ data: AskedOfMe[] }>("/approvals/questions")).data,
  refetchInterval: 15_000,
  retry: false,
});

/** The person it is for is asked, and it stays open. The same words again are the same question. */
export const askBack = (id: string, question: string) => post<Approval>(`/approvals/${id}/questions`, { question });

export const decide = (id: string, body: NewDecision) => post<Approval>(`/approvals/${id}/decision`, body);
