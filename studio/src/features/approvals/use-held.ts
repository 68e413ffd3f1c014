import { useState } from "react";
import type { Approval } from "@/api/approvals";

export interface Shown {
  approval: Approval;
  /** The list has moved on without it. */
  isGone: boolean;
  /** Somebody begins, or has done, with it. */
  onHold: (isHeld: boolean) => void;
}

interface Held {
  approval: Approval;
  /** Where it stood. */
  at: number;
}

/** A list that drops no card under the hands of who is deciding in it: such a card stays where it was, whatever others have done meanwhile. */
export function useHeld(list: readonly Approval[]): Shown[] {
  const [held, setHeld] = useState<Held[]>([]);
  const all: Approval[] = [...list];
  const gone = held.filter(({ approval }) => !list.some((one) => one.id === approval.id)).toSorted((a, b) => a.at - b.at);
  for (const { approval, at } of gone) all.splice(at, 0, approval);
  return all.map((approval, at) => ({
    approval,
    isGone: gone.some((one) => one.approval.id === approval.id),
    onHold: (isHeld) => setHeld((now) => [...now.filter((one) => one.approval.id !== approval.id), ...(isHeld ? [{ approval, at }] : [])]),
  }));
}
