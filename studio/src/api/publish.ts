import { queryOptions } from "@tanstack/react-query";
import type { Cost, Diff } from "@/flow/generated/flow";
import type { Finding } from "@/flow/types";
import type { components } from "./generated/schema";
import { inReadersWords } from "./finding-words";
import { newKey, post } from "./http";
import type { TestResults } from "./tests";
import type { Version } from "./types";

/** Whose changes; `null`: those of which nobody knows whose they are. */
export type AuthorId = string | null;
export type SharedPlace = components["schemas"]["SharedPlace"];

/** The version that would come of it. */
export interface PublishPreview {
  diff: Diff;
  /** What would stay in the draft. */
  left: Diff;
  /** What cannot be taken apart; with any of these it is not published. */
  shared: SharedPlace[];
  findings: Finding[];
  cost: Cost;
  /** `null`: it has errors, so they cannot run. */
  tests: TestResults | null;
}

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/publish`;

/** What publishing only these people's changes would make; nothing is saved. */
export const publishPreviewQuery = (flow: string, only: AuthorId[]) =>
  queryOptions({
    queryKey: ["flows", flow, "draft", "publish-preview", only],
    queryFn: async () => inReadersWords(await post<PublishPreview>(`${at(flow)}/preview`, { only_authors: only })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** All of the draft, or only what some people changed in it. */
export const publishFlow = (flow: string, message: string, only: AuthorId[] | null) =>
  post<Version>(at(flow), { message, ...(only && { only_authors: only }) }, { idempotencyKey: newKey() });
