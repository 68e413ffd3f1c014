// A flow's restore points on the server, for everybody who edits it.
import { queryOptions } from "@tanstack/react-query";
import type { Doc } from "@/flow/document";
import type { Branch } from "./flows";
import type { components } from "./generated/schema";
import { get, request } from "./http";

export type KeptPoint = components["schemas"]["RestorePointView"];

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/restore-points`;
const of = (branch: Branch) => (branch === null ? {} : { branch });

/** The newest first, without their documents. */
export const restorePointsQuery = (flow: string, branch: Branch) =>
  queryOptions({ queryKey: ["flows", flow, "restore-points", branch], queryFn: async () => (await get<{ data: KeptPoint[] }>(at(flow), of(branch))).data, staleTime: 0 });

/** What was the draft then. */
export async function getRestorePoint(flow: string, branch: Branch, id: string): Promise<Doc> {
  const { flow: document, layout } = await get<Doc>(`${at(flow)}/${id}`, of(branch));
  return { flow: { ...document, nodes: document.nodes ?? [], edges: document.edges ?? [] }, layout: { ...layout, nodes: layout.nodes ?? {} } };
}

/** Under an id of one's own: handed over twice it is kept once. */
export const putRestorePoint = (flow: string, branch: Branch, id: string, { label, at: when, doc }: { label: string; at: number; doc: Doc }) =>
  request<KeptPoint>("PUT", `${at(flow)}/${id}`, { body: { label, at: new Date(when).toISOString(), flow: doc.flow, layout: doc.layout }, query: of(branch) });
