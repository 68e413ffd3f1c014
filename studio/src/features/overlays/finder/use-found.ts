import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { foundArticles, foundFlows, foundTickets } from "@/api/find";
import { flowsQuery } from "@/api/flows";
import { asProblem } from "@/api/http";
import { basesQuery } from "@/api/kb";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { useRested } from "./use-rested";

const REST_MS = 200;
const LEAST_LETTERS = 2;
/** As many flows as the list has at once; of more, the server finds those that are not in it. */
const LISTED = 100;

/** What the server has for what is typed, as far as one may see it. What came before stays until the next has come. */
export function useFound(search: string, permissions: readonly string[]) {
  const typed = search.trim();
  const rested = useRested(typed, REST_MS);
  const mayFlows = may(permissions, "flows:read");
  const mayTickets = may(permissions, "tickets:read") || may(permissions, "tickets:read_own");
  const mayArticles = may(permissions, "kb:read");
  const isLong = (text: string) => text.length >= LEAST_LETTERS;
  const asks = isLong(rested);

  const listed = useQuery({ ...flowsQuery, enabled: mayFlows });
  const hasMore = (listed.data?.length ?? 0) >= LISTED;
  const flows = useQuery({ ...foundFlows(rested), enabled: asks && hasMore, placeholderData: keepPreviousData });
  const tickets = useQuery({ ...foundTickets(rested), enabled: asks && mayTickets, placeholderData: keepPreviousData });
  const articles = useQuery({ ...foundArticles(rested), enabled: asks && mayArticles, placeholderData: keepPreviousData });
  const bases = useQuery({ ...basesQuery, enabled: asks && mayArticles });

  const known = new Set(listed.data?.map((flow) => flow.id));
  const isShown = isLong(typed);
  const isAwaited = isShown && (hasMore || mayTickets || mayArticles) && (typed !== rested || [flows, tickets, articles].some((one) => one.isFetching));
  const why = (error: unknown) => ({ why: asProblem(error).message });
  return {
    flows: [...(listed.data ?? []), ...((hasMore && isShown && flows.data) || []).filter((flow) => !known.has(flow.id))],
    tickets: (isShown && tickets.data) || [],
    articles: (isShown && articles.data) || [],
    titleOf: (base: string) => bases.data?.find((one) => one.name === base)?.title || base,
    isAwaited,
    /** A part that could not be asked is not one in which there is nothing. */
    failures: [
      ...(listed.error ?? flows.error ? [t("Flows could not be searched: {why}", why(listed.error ?? flows.error))] : []),
      ...(isShown && tickets.error ? [t("Tickets could not be searched: {why}", why(tickets.error))] : []),
      ...(isShown && articles.error ? [t("Articles could not be searched: {why}", why(articles.error))] : []),
    ],
  };
}
