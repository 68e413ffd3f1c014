// Articles of a knowledge base, as their readers see them.
import { queryOptions } from "@tanstack/react-query";
import { asked, chatPath } from "./chat";
import { get } from "./http";
import type { Article } from "./types";

/** What an answer stands on: its `n`th source, with the passage marked. */
export const sourceQuery = (message: string, n: number) =>
  queryOptions({
    queryKey: ["source", message, n],
    queryFn: () => asked(() => get<Article>(chatPath(`/messages/${message}/sources/${n}`))),
    staleTime: 60_000,
  });

/** A document of a base; words of a passage, as a search gives them, are marked in it. */
export const articleQuery = (base: string, id: string, passage: string | undefined) =>
  queryOptions({
    queryKey: ["kb", base, "article", id, passage],
    queryFn: () => get<Article>(`/kb/bases/${encodeURIComponent(base)}/documents/${encodeURIComponent(id)}`, { passage }),
  });
