// Files of a conversation or a ticket. They go ahead of the message, or the comment, that names them.
import { asked, chatPath } from "./chat";
import { asProblem, BASE, csrf, get, problemFrom, request, unreachable } from "./http";
import type { Attachment, FileRules } from "./types";

let rules: Promise<FileRules> | undefined;

/** What may be sent; the same for every conversation. */
export function fileRules(): Promise<FileRules> {
  const path = chatPath("") ? "/file-rules" : "/conversations/file-rules";
  rules ??= asked(() => get<FileRules>(chatPath(path))).catch((error: unknown) => {
    rules = undefined;
    throw error;
  });
  return rules;
}

/** Where files are: in a conversation, or with the comments on a ticket. */
export const inConversation = (id: string): string => `/conversations/${id}`;
export const inTicket = (number: string): string => `/tickets/${encodeURIComponent(number)}`;

export const attachmentUrl = (place: string, id: string): string => BASE + chatPath(`${place}/attachments/${id}`);

/** Asking anything renews a session that has run out. */
export const renewed = (place: string) => asked(() => get<unknown>(chatPath(place)));

export const sentAttachments = async (conversation: string) => (await get<{ data: Attachment[] }>(`/conversations/${conversation}/attachments`)).data;

export const removeAttachment = (place: string, id: string) => asked(() => request<undefined>("DELETE", chatPath(`${place}/attachments/${id}`)));

interface Sending {
  place: string;
  file: File;
  /** The same key is the same file, however often it is sent. */
  key: string;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (done: number) => void;
}

export async function sendFile(sending: Sending): Promise<Attachment> {
  try {
    return await sendOnce(sending);
  } catch (error) {
    if (asProblem(error).status !== 401) throw error;
    await renewed(sending.place);
    return sendOnce(sending);
  }
}

/** `fetch` does not say how far an upload is. */
function sendOnce({ place, file, key, signal, onProgress }: Sending): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const stopped = () => reject(new DOMException("stopped", "AbortError"));
    if (signal.aborted) return stopped();
    const call = new XMLHttpRequest();
    const stop = () => call.abort();
    call.open("POST", `${BASE}${chatPath(`${place}/attachments`)}?name=${encodeURIComponent(file.name)}`);
    call.setRequestHeader("Content-Type", "application/octet-stream");
    call.setRequestHeader("Idempotency-Key", key);
    call.setRequestHeader("X-CSRF-Token", csrf() ?? "");
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onload = () => (call.status === 201 ? resolve(JSON.parse(call.responseText) as Attachment) : reject(problemFrom(call.status, call.responseText)));
    call.onerror = () => reject(unreachable());
    call.onabort = stopped;
    call.onloadend = () => signal.removeEventListener("abort", stop);
    signal.addEventListener("abort", stop);
    call.send(file);
  });
}
