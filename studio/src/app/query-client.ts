import { QueryCache, QueryClient } from "@tanstack/react-query";
import { asProblem } from "@/api/http";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server decided is not asked again; what the network lost is.
      retry: (failures, error) => failures < 2 && (asProblem(error).status === 0 || asProblem(error).status >= 500),
    },
    mutations: { retry: false },
  },
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (asProblem(error).status !== 401 || query.queryKey[0] === "me" || query.queryKey[0] === "setup") return;
      // The session ended while a page was open: the route guard asks again and leads to the sign-in page.
      queryClient.removeQueries({ queryKey: ["me"] });
      window.dispatchEvent(new Event("flowright:signed-out"));
    },
  }),
});
