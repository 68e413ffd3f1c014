import { queryOptions } from "@tanstack/react-query";
import type { Choice, Place } from "@/flow/generated/flow";
import { inReadersWords } from "./finding-words";
import { get, post, request } from "./http";
import type { GitChange, GitServer, GitState } from "./types";

/** Whose holds where both sides changed the same. */
export type Side = Extract<Choice, "ours" | "theirs">;

export const gitQuery = queryOptions({ queryKey: ["git"], queryFn: async () => serverInWords(await get<GitServer>("/admin/git")) });

export async function saveGit(body: GitChange) {
  const answer = await request<GitServer>("PUT", "/admin/git", { body });
  return { ...answer, data: await serverInWords(answer.data) };
}

export const removeGit = () => request<unknown>("DELETE", "/admin/git");

export const syncGit = async (choices: Record<string, { place: Place; choice: Side }[]> = {}) => stateInWords(await post<GitState>("/admin/git/sync", { choices }));

const serverInWords = async (server: GitServer): Promise<GitServer> => ({ ...server, state: server.state && (await stateInWords(server.state)) });

const stateInWords = async (state: GitState): Promise<GitState> => ({ ...state, refused: await Promise.all(state.refused.map(inReadersWords)) });
