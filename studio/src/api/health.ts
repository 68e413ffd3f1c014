import { queryOptions } from "@tanstack/react-query";
import type { components } from "./generated/schema";
import { t } from "@/i18n";
import { Problem } from "./http";

export type Health = components["schemas"]["Health"];

/** Lies beside the API, for whoever watches the server; it answers with its state also when that is not good. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: async (): Promise<Health> => {
    const answer = await fetch("/health", { headers: { Accept: "application/json" } });
    if (!answer.headers.get("content-type")?.includes("json")) throw new Problem(answer.status, t("The server answered {status}.", { status: answer.status }));
    return (await answer.json()) as Health;
  },
  refetchInterval: 30_000,
});
