import { queryOptions } from "@tanstack/react-query";
import type { Finding, Flow, Layout, NodeKind } from "@/flow/types";
import { get, newKey, post, request } from "./http";
import type { FlowSummary, Page, Version } from "./types";

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}`;

export const flowsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: async () => (await get<Page<FlowSummary>>("/flows", { limit: 100 })).data,
});

export const flowQuery = (flow: string) =>
  queryOptions({ queryKey: ["flows", flow], queryFn: () => get<FlowSummary>(at(flow)) });

export const kindsQuery = queryOptions({
  queryKey: ["node-kinds"],
  queryFn: async () => (await get<{ data: NodeKind[] }>("/node-kinds")).data,
  staleTime: 5 * 60_000,
});

export const versionsQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "versions"],
    queryFn: async () => (await get<Page<Version>>(`${at(flow)}/versions`, { limit: 100 })).data,
  });

export const getVersion = (flow: string, version: number) =>
  get<Version & { document: Flow; layout: Layout | null }>(`${at(flow)}/versions/${version}`);

export const createFlow = (body: { name: string; title: string; template?: "blank" | "it-helpdesk" }) =>
  post<FlowSummary>("/flows", body, { idempotencyKey: newKey() });

export const deleteFlow = (flow: string) => request<unknown>("DELETE", at(flow));

export interface Loaded {
  flow: Flow;
  etag: string | null;
  layout: Layout;
  layoutEtag: string | null;
}

/** The draft and its layout as the server has them. */
export async function loadDraft(flow: string): Promise<Loaded> {
  const [draft, layout] = await Promise.all([
    request<Flow>("GET", `${at(flow)}/draft`),
    request<Layout | null>("GET", `${at(flow)}/layout`),
  ]);
  return {
    flow: { ...draft.data, nodes: draft.data.nodes ?? [], edges: draft.data.edges ?? [] },
    etag: draft.etag,
    layout: { nodes: {}, ...layout.data },
    layoutEtag: layout.etag,
  };
}

export const getDraft = (flow: string) => request<Flow>("GET", `${at(flow)}/draft`);

export const putDraft = (flow: string, body: Flow, ifMatch: string | null, keepalive = false) =>
  request<{ flow: FlowSummary; findings: Finding[] }>("PUT", `${at(flow)}/draft`, { body, ifMatch, keepalive });

export const getLayout = (flow: string) => request<Layout | null>("GET", `${at(flow)}/layout`);

export const putLayout = (flow: string, body: Layout, ifMatch: string | null, keepalive = false) =>
  request<unknown>("PUT", `${at(flow)}/layout`, { body, ifMatch, keepalive });

export const checkFlow = async (flow: string, body: Flow, signal?: AbortSignal) =>
  (await request<{ findings: Finding[] }>("POST", `${at(flow)}/check`, { body, signal })).data.findings;

export const publishFlow = (flow: string, message: string) =>
  post<Version>(`${at(flow)}/publish`, { message }, { idempotencyKey: newKey() });
