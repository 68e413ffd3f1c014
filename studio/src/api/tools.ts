import { queryOptions } from "@tanstack/react-query";
import { get, newKey, post, request } from "./http";
import { inWords } from "./kind-words";
import type { Form, Page, ToolInfo, ToolServer, ToolTest } from "./types";

export const serversQuery = queryOptions({
  queryKey: ["tools", "servers"],
  queryFn: async () => (await get<{ data: ToolServer[] }>("/tools/servers")).data,
});

export const toolsQuery = queryOptions({
  queryKey: ["tools"],
  queryFn: async () => inWords((await get<{ data: ToolInfo[] }>("/tools")).data),
});

export const formsQuery = queryOptions({
  queryKey: ["forms"],
  queryFn: async () => (await get<Page<Form>>("/forms", { limit: 100 })).data,
  staleTime: 60_000,
});

export const addServer = (body: { name: string; url: string; secret?: string }) =>
  post<ToolServer>("/tools/servers", body, { idempotencyKey: newKey() });

export const testServer = (id: string) => post<ToolTest>(`/tools/servers/${id}/test`);

/** Lets flows use a tool as it is described now; a later change of the description asks again. */
export const approveTool = (id: string, tool: string, digest: string) => post<ToolServer>(`/tools/servers/${id}/approve`, { tool, digest });

export const deleteServer = (id: string) => request<unknown>("DELETE", `/tools/servers/${id}`);
