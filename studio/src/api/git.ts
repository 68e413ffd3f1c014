import { queryOptions } from "@tanstack/react-query";
import type { Finding } from "@/flow/types";
import { get, post, request } from "./http";

/** Where a conflict is: a node and a field, an edge, a channel, a test, a field of the flow. */
export type Place =
  | { flow: { field: string } }
  | { node: { id: string; field: string } }
  | { edge: { from: string } }
  | { channel: { name: string; field: string } }
  | { test: { name: string; field: string } };

export interface GitConflict {
  flow: string;
  place: Place;
  base?: unknown;
  /** What is here. */
  ours?: unknown;
  /** What was pushed there. */
  theirs?: unknown;
}

export interface GitState {
  status: "up_to_date" | "conflict" | "refused" | "failed";
  message: string;
  at: string;
  local: string | null;
  remote: string | null;
  taken: string[];
  refused: { flow: string; file: string; reason: string; findings: Finding[] }[];
  conflicts: GitConflict[];
}

export interface GitServer {
  url: string;
  branch: string;
  username: string;
  token_set: boolean;
  webhook_secret_set: boolean;
  webhook_path: string;
  state: GitState | null;
}

export interface GitChange {
  url: string;
  branch: string;
  username: string;
  token?: string;
  webhook_secret?: string;
}

export type Side = "ours" | "theirs";

export const gitQuery = queryOptions({ queryKey: ["git"], queryFn: () => get<GitServer>("/admin/git") });

export const saveGit = (body: GitChange) => request<GitServer>("PUT", "/admin/git", { body });

export const removeGit = () => request<unknown>("DELETE", "/admin/git");

export const syncGit = (choices: Record<string, { place: Place; choice: Side }[]> = {}) => post<GitState>("/admin/git/sync", { choices });
