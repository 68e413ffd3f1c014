// What stands between the messages of a conversation and is none of them.
import type { ReactNode } from "react";
import type { Message } from "@/api/types";

export interface Insert {
  id: string;
  /** When it came up. */
  at: string;
  content: ReactNode;
}

/** Those that came up after this message and before the next; the first message has those before it too. */
export function insertsAfter(inserts: Insert[], messages: Message[], at: number): Insert[] {
  const from = at === 0 ? -Infinity : Date.parse(messages[at]?.created_at ?? "");
  const until = at + 1 < messages.length ? Date.parse(messages[at + 1]?.created_at ?? "") : Infinity;
  return inserts.filter((one) => Date.parse(one.at) >= from && Date.parse(one.at) < until).toSorted((a, b) => a.at.localeCompare(b.at));
}
