// Comments in their threads, and which of them somebody has not seen.
import type { FlowComment } from "@/api/types";

export interface Thread {
  first: FlowComment;
  replies: FlowComment[];
}

/** The newest thread first; a reply whose beginning is gone is left out. */
export function threadsOf(comments: FlowComment[]): Thread[] {
  const threads = comments.filter((one) => !one.parent_id).map((first): Thread => ({ first, replies: comments.filter((one) => one.parent_id === first.id) }));
  return threads.toSorted((a, b) => b.first.created_at.localeCompare(a.first.created_at));
}

export const isOpen = (thread: Thread): boolean => thread.first.resolved_at === null;

export const lastOf = ({ first, replies }: Thread): string => [first, ...replies].map((one) => one.created_at).toSorted().at(-1) ?? first.created_at;

/** Something in it by somebody else is newer than what was seen of the thread. */
export const isUnread = (thread: Thread, seen: Record<string, string>): boolean =>
  [thread.first, ...thread.replies].some((one) => !one.mine && one.created_at > (seen[thread.first.id] ?? ""));

/** The name that is being typed after an `@`, up to where one is. */
export function mentionAt(text: string, caret: number): { from: number; q: string } | null {
  const found = /(?:^|\s)@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const q = found[1] ?? "";
  return { from: caret - q.length - 1, q };
}

/** Of those who were picked, the ones whose names still stand in the text. */
export const mentionedIn = (text: string, picked: { id: string; name: string }[]): string[] => [...new Set(picked.filter((one) => text.includes(`@${one.name}`)).map((one) => one.id))];
