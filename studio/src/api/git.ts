import { queryOptions } from "@tanstack/react-query";
import type { Choice, Place } from "@/flow/generated/flow";
import { get, post, request } from "./http";
import type { GitChange, GitServer, GitState } from "./types";

/** Whose holds where both sides changed the same. */
export type Side = Extract<Choice, "ours" | "theirs">;

export const gitQuery = queryOptions({ queryKey: ["git"], queryFn: () => get<GitServer>("/admin/git") });

export const saveGit = (body: GitChange) => request<GitServer>("PUT", "/admin/git", { body });

export const removeGit = () => request<unknown>("DELETE", "/admin/git");

export const syncGit = (choices: Record<string, { place: Place; choice: Side }[]> = {}) => post<GitState>("/admin/git/sync", { choices });
