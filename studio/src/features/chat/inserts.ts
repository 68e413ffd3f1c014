// What stands between the messages of a conversation and is none of them.
import type { ReactNode } from "react";
import type { Message } from "@/api/types";

export interface Insert {
  id: string;
  /** The run that it came up in. */
  run: string;
  /** When it came up. */
  at: string;
  content: ReactNode;
}

/** Which message each comes after: the last before it, and none before the one that began its run. A run may have a time of its own that
 *  is a moment earlier than its message’s. */
export function placed(inserts: Insert[], messages: Pick<Message, "created_at" | "run_id">[]): Map<number, Insert[]> {
  const found = new Map<number, Insert[]>();
  for (const insert of inserts.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const at = Date.parse(insert.at);
    const before = messages.findLastIndex((message) => Date.parse(message.created_at) <= at);
    const began = messages.findIndex((message) => message.run_id === insert.run);
    const place = Math.max(before, began, 0);
    found.set(place, [...(found.get(place) ?? []), insert]);
  }
  return found;
}
