import { queryOptions } from "@tanstack/react-query";
import type { Cost, Diff } from "@/flow/generated/flow";
import type { Finding, Flow, Layout, NodeKind } from "@/flow/types";
import { inReadersWords } from "./finding-words";
import { get, newKey, post, request } from "./http";
import { inWords } from "./kind-words";
import type { Authored, Environment, EnvironmentName, FlowSummary, ImportResult, Page, Promote, Promotion, Version } from "./types";

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}`;

export const flowsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: async () => (await get<Page<FlowSummary>>("/flows", { limit: 100 })).data,
});

export const flowQuery = (flow: string) =>
  queryOptions({ queryKey: ["flows", flow], queryFn: () => get<FlowSummary>(at(flow)) });

export const kindsQuery = queryOptions({
  queryKey: ["node-kinds"],
  queryFn: async () => await inWords((await get<{ data: NodeKind[] }>("/node-kinds")).data),
  staleTime: 5 * 60_000,
});

export const versionsQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "versions"],
    queryFn: async () => (await get<Page<Version>>(`${at(flow)}/versions`, { limit: 100 })).data,
  });

export const getVersion = async (flow: string, version: number) =>
  inReadersWords(await get<Version & { document: Flow; layout: Layout | null; findings: Finding[] | null }>(`${at(flow)}/versions/${version}`));

export const versionQuery = (flow: string, version: number) => queryOptions({ queryKey: ["flows", flow, "versions", version], queryFn: () => getVersion(flow, version) });

export const environmentsQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "environments"],
    queryFn: async () => (await get<{ data: Environment[] }>(`${at(flow)}/environments`)).data,
  });

export const environmentWithEtag = (flow: string, name: EnvironmentName) => request<Environment>("GET", `${at(flow)}/environments/${name}`);

/** What moving an environment to a version would mean; nothing moves. */
export const promotionQuery = (flow: string, name: EnvironmentName, version: number) =>
  queryOptions({
    queryKey: ["flows", flow, "environments", name, "preview", version],
    queryFn: async () => inReadersWords(await get<Promotion>(`${at(flow)}/environments/${name}/preview`, { version })),
    staleTime: 0,
  });

export const moveEnvironment = (flow: string, name: EnvironmentName, body: Promote, ifMatch: string | null) =>
  request<Environment>("PUT", `${at(flow)}/environments/${name}`, { body, ifMatch });

export const importFlow = (body: { document: string; name?: string; dry_run?: boolean }) =>
  post<ImportResult>("/flows/import", body, { idempotencyKey: newKey() });

/** The flow as one document in its canonical form, with the flows that it runs: what an import takes. */
export const exportFlow = async (flow: string) => (await request<string>("GET", `${at(flow)}/export`, { asText: true })).data;

/** What changed, by meaning; `base` and `head` are `draft`, `branch:` and its name, a version's number or an environment. */
export const changesQuery = (flow: string, base: string, head: string) =>
  queryOptions({
    queryKey: ["flows", flow, "changes", base, head],
    queryFn: () => get<{ diff: Diff; text: string }>(`${at(flow)}/diff`, { base, head }),
    staleTime: 0,
  });

export const createFlow = (body: { name: string; title: string; template?: "blank" | "it-helpdesk" }) =>
  post<FlowSummary>("/flows", body, { idempotencyKey: newKey() });

/** Which branch of a flow is meant; `null`: its own draft. */
export type Branch = string | null;

const of = (branch: Branch) => (branch === null ? undefined : { branch });

/** Whose changes the draft has that no version has; who changed something last comes first. */
export const draftAuthors = async (flow: string, branch: Branch = null) => (await get<{ data: Authored[] }>(`${at(flow)}/draft/authors`, of(branch))).data;

export const deleteFlow = (flow: string) => request<unknown>("DELETE", at(flow));

/** Some nodes as a flow of their own: both documents, and nothing is saved. */
export const extractFlow = (flow: string, body: { flow: Flow; nodes: string[]; name: string }) => post<{ flow: Flow; subflow: Flow; node: string }>(`${at(flow)}/extract`, body);

export interface Loaded {
  flow: Flow;
  etag: string | null;
  layout: Layout;
  layoutEtag: string | null;
}

/** The draft and its layout as the server has them. */
export async function loadDraft(flow: string, branch: Branch = null): Promise<Loaded> {
  const [draft, layout] = await Promise.all([
    request<Flow>("GET", `${at(flow)}/draft`, { query: of(branch) }),
    request<Layout | null>("GET", `${at(flow)}/layout`, { query: of(branch) }),
  ]);
  return {
    flow: { ...draft.data, nodes: draft.data.nodes ?? [], edges: draft.data.edges ?? [] },
    etag: draft.etag,
    layout: { nodes: {}, ...layout.data },
    layoutEtag: layout.etag,
  };
}

/** A published version as an editor takes it. */
export async function loadVersion(flow: string, version: number): Promise<Loaded> {
  const found = await getVersion(flow, version);
  return { flow: { ...found.document, nodes: found.document.nodes ?? [], edges: found.document.edges ?? [] }, etag: null, layout: found.layout ?? { nodes: {} }, layoutEtag: null };
}

export const getDraft = (flow: string, branch: Branch = null) => request<Flow>("GET", `${at(flow)}/draft`, { query: of(branch) });

export const putDraft = (flow: string, body: Flow, ifMatch: string | null, keepalive = false, branch: Branch = null) =>
  request<{ flow: FlowSummary; findings: Finding[] }>("PUT", `${at(flow)}/draft`, { body, ifMatch, keepalive, query: of(branch) });

export const getLayout = (flow: string) => request<Layout | null>("GET", `${at(flow)}/layout`);

export const putLayout = (flow: string, body: Layout, ifMatch: string | null, keepalive = false, branch: Branch = null) =>
  request<unknown>("PUT", `${at(flow)}/layout`, { body, ifMatch, keepalive, query: of(branch) });

export const checkFlow = async (flow: string, body: Flow, signal?: AbortSignal) =>
  (await inReadersWords((await request<{ findings: Finding[] }>("POST", `${at(flow)}/check`, { body, signal })).data)).findings;

/** What a check here needs besides a document that runs these flows; 304 while they are as `known`. */
export const checkSurroundings = (flow: string, runs: string[], known: string | null) =>
  request<string>("GET", `${at(flow)}/check/surroundings`, { query: { runs: runs.join(",") }, ifNoneMatch: known, asText: true });

/** What the check says about the draft that the server has, and the most that one run can cost. */
export const draftCheckQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "draft", "check"],
    queryFn: async () => inReadersWords((await request<{ findings: Finding[]; cost: Cost }>("POST", `${at(flow)}/check`, {})).data),
    staleTime: 0,
    gcTime: 0,
  });
