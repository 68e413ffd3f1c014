// The conversations of whoever is signed in, with any assistant: what the portal lists.
import { queryOptions } from "@tanstack/react-query";
import { myConversations } from "./chat";

/** The first so many pages, and how many conversations there are. They are asked for anew together: whichever is talked in moves up. */
export const myConversationsQuery = (pages: number) =>
  queryOptions({
    queryKey: ["conversations", "mine", "pages", pages],
    queryFn: async () => {
      const all = await Promise.all(Array.from({ length: pages }, (_, index) => myConversations(undefined, index + 1)));
      // One that moved up meanwhile is on two of them.
      const list = [...new Map(all.flatMap((page) => page.data).map((one) => [one.id, one])).values()];
      return { list, total: all[0]?.meta.total ?? 0, isAll: pages >= (all[0]?.meta.total_pages ?? 1) };
    },
    refetchInterval: 30_000,
  });
