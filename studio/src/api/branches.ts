import { queryOptions } from "@tanstack/react-query";
import type { Conflict, Place } from "@/flow/generated/flow";
import { getDraft } from "./flows";
import type { components } from "./generated/schema";
import { asProblem, get, newKey, post, request } from "./http";

type Schemas = components["schemas"];
export type BranchView = Schemas["BranchView"];
export type Joined = Schemas["Merged"];
export interface Resolution {
  place: Place;
  choice: "ours" | "theirs";
}

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/branches`;
const one = (flow: string, branch: string) => `${at(flow)}/${encodeURIComponent(branch)}`;

export const branchesQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "branches"],
    queryFn: async () => (await get<{ data: BranchView[] }>(at(flow))).data,
    staleTime: 0,
  });

/** Without a version it begins from the draft. */
export const createBranch = (flow: string, name: string, version: number | null) =>
  post<BranchView>(at(flow), { name, from: version ?? "draft" }, { idempotencyKey: newKey() });

export const deleteBranch = (flow: string, branch: string) => request<unknown>("DELETE", one(flow, branch));

export const saveBranch = (flow: string, branch: string, message: string) =>
  post<Schemas["SavedBranch"]>(`${one(flow, branch)}/commit`, { message }, { idempotencyKey: newKey() });

/** Into the draft, or the draft into the branch: of both as they are now. */
export async function joinBranch(flow: string, branch: string, how: "merge" | "update", more: { resolutions?: Resolution[]; delete?: boolean }): Promise<Joined> {
  const [draft, own] = await Promise.all([getDraft(flow), getDraft(flow, branch)]);
  const bare = (etag: string | null) => (etag ?? "").replaceAll('"', "");
  return post<Joined>(`${one(flow, branch)}/${how}`, { draft_etag: bare(draft.etag), branch_etag: bare(own.etag), ...more }, { idempotencyKey: newKey() });
}

/** The places that both sides changed, when that is why something was refused. */
export function conflictsOf(error: unknown): Conflict[] | null {
  const { body } = asProblem(error);
  return body?.code === "merge_conflict" ? ((body.conflicts ?? []) as Conflict[]) : null;
}
