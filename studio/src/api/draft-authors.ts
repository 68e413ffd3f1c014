import { queryOptions } from "@tanstack/react-query";
import type { components } from "./generated/schema";
import { asProblem, get } from "./http";

/** Whose unpublished changes a draft contains. */
export type DraftAuthor = components["schemas"]["Authored"];

export const draftAuthorsQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "authors"],
    queryFn: async (): Promise<DraftAuthor[]> => {
      try {
        return (await get<{ data: DraftAuthor[] }>(`/flows/${encodeURIComponent(flow)}/draft/authors`)).data;
      } catch (error) {
        // A server that does not keep this says nothing about authors.
        if (asProblem(error).status === 404) return [];
        throw error;
      }
    },
    staleTime: 0,
  });
