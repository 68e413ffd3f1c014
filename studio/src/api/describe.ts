import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { components } from "./generated/schema";
import { newKey, request } from "./http";

type Described = components["schemas"]["Described"];

/** What a model says of the flow that it drew. */
export type Words = Pick<Described, "made" | "missing">;

/** The tenant's model draws a flow; it opens as a draft. Who aborts it ends it on the server too. */
export const describeFlow = async (text: string, signal: AbortSignal) =>
  (await request<Described>("POST", "/flows/describe", { body: { text }, signal, idempotencyKey: newKey() })).data;

const keyOf = (flow: string) => ["described", flow];

/** The words are kept as long as the page is open, for whoever looks at the flow that they came with. */
export const wordsQuery = (flow: string) => queryOptions({ queryKey: keyOf(flow), queryFn: (): Words | null => null, enabled: false, staleTime: Infinity, gcTime: Infinity });

/** `null`: they were read. */
export const keepWords = (client: QueryClient, flow: string, words: Words | null): void => void client.setQueryData<Words | null>(keyOf(flow), words);
