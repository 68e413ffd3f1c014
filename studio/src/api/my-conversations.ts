// The conversations of whoever is signed in, with any assistant: what the portal lists.
import { queryOptions } from "@tanstack/react-query";
import { myConversations } from "./chat";
import { firstPages } from "./first-pages";

export const myConversationsQuery = (pages: number) =>
  queryOptions({
    queryKey: ["conversations", "mine", "pages", pages],
    queryFn: () => firstPages(pages, (page) => myConversations(undefined, page)),
    refetchInterval: 30_000,
  });
