import { queryOptions } from "@tanstack/react-query";
import type { components } from "./generated/schema";
import { get, post } from "./http";
import type { Page } from "./types";

type Schemas = components["schemas"];
type Sent<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

export type Decision = Schemas["DecisionView"];
export type Approval = Omit<Sent<Schemas["ApprovalView"]>, "details"> & { details: Record<string, unknown> };
export type NewDecision = Schemas["NewDecision"];

export const approvalsQuery = (status: "pending" | "decided", page = 1) =>
  queryOptions({
    queryKey: ["approvals", status, page],
    queryFn: () => get<Page<Approval>>("/approvals", { status, page, limit: 50 }),
    refetchInterval: 15_000,
  });

export const decide = (id: string, body: NewDecision) => post<Approval>(`/approvals/${id}/decision`, body);
