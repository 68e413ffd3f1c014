import { useMemo, useSyncExternalStore } from "react";
import { useQuery } from "@tanstack/react-query";
import { commentsQuery } from "@/api/comments";
import { useEditorState } from "@/editor/context";
import { keep, recall } from "@/lib/storage";
import { lastOf, type Thread, threadsOf } from "./threads";

export function useThreads() {
  const name = useEditorState((state) => state.name);
  const comments = useQuery(commentsQuery(name));
  const threads = useMemo(() => threadsOf(comments.data ?? []), [comments.data]);
  return { name, threads, comments };
}

// What was seen is a matter of this browser; the server tells of mentions by itself.
const keyOf = (flow: string) => `flowright.comments.${flow}`;
const listeners = new Set<() => void>();
const known = new Map<string, Record<string, string>>();
const NOTHING: Record<string, string> = {};

function seenIn(flow: string): Record<string, string> {
  const found = known.get(flow) ?? recall<Record<string, string>>(keyOf(flow)) ?? NOTHING;
  known.set(flow, found);
  return found;
}

export function useSeen(flow: string): Record<string, string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seenIn(flow),
  );
}

export function markSeen(flow: string, thread: Thread): void {
  const seen = seenIn(flow);
  if (seen[thread.first.id] === lastOf(thread)) return;
  const next = { ...seen, [thread.first.id]: lastOf(thread) };
  known.set(flow, next);
  keep(keyOf(flow), next);
  for (const listener of listeners) listener();
}
