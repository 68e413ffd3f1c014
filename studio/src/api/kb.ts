import { queryOptions } from "@tanstack/react-query";
import { t } from "@/i18n";
import { get, newKey, post, Problem, request } from "./http";
import { sentence } from "./sentence";
import type { KbAnswer, KbBase, KbDocument, Page } from "./types";

const at = (base: string) => `/kb/bases/${encodeURIComponent(base)}`;

export const basesQuery = queryOptions({
  queryKey: ["kb"],
  queryFn: async () => (await get<{ data: KbBase[] }>("/kb/bases")).data,
});

export const baseQuery = (base: string) =>
  queryOptions({ queryKey: ["kb", base], queryFn: () => get<KbBase>(at(base)), refetchInterval: 5_000 });

export const documentsQuery = (base: string, page: number) =>
  queryOptions({
    queryKey: ["kb", base, "documents", page],
    queryFn: () => get<Page<KbDocument>>(`${at(base)}/documents`, { page, limit: 50 }),
    // While something is being indexed the table follows it.
    refetchInterval: (query) =>
      query.state.data?.data.some((doc) => doc.status === "queued" || doc.status === "indexing") ? 1_000 : 15_000,
  });

export const createBase = (name: string, title: string) =>
  post<KbBase>("/kb/bases", { name, title }, { idempotencyKey: newKey() });

export const deleteDocument = (base: string, id: string) => request<unknown>("DELETE", `${at(base)}/documents/${id}`);

export const askBase = (base: string, q: string) => get<KbAnswer>("/kb/search", { q, base, top_k: 8 });

/** fetch cannot report how much of an upload has gone out, XMLHttpRequest can. */
export function uploadDocument(base: string, file: File, onProgress: (share: number) => void): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", `/api/v1${at(base)}/documents`);
    const token = document.cookie.split("; ").find((pair) => pair.startsWith("flowright_csrf="));
    if (token) call.setRequestHeader("X-CSRF-Token", decodeURIComponent(token.slice("flowright_csrf=".length)));
    call.setRequestHeader("Idempotency-Key", newKey());
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onerror = () => reject(new Problem(0, t("The upload broke off. Check the connection and try again.")));
    call.onload = () => {
      if (call.status < 300) return resolve(JSON.parse(call.responseText) as { id: string });
      reject(uploadProblem(call.status, call.responseText));
    };
    const form = new FormData();
    form.set("file", file);
    call.send(form);
  });
}

function uploadProblem(status: number, text: string): Problem {
  if (status === 413) return new Problem(status, t("This file is larger than the server accepts."));
  try {
    const body = JSON.parse(text) as { detail?: string; title?: string };
    return new Problem(status, sentence(body.detail ?? body.title ?? t("The server answered {status}.", { status: status })));
  } catch {
    return new Problem(status, t("The server answered {status}.", { status: status }));
  }
}
