import { useMemo } from "react";
import { Outline } from "@/features/canvas/outline/Outline";
import type { Talk } from "@/features/canvas/outline/OutlineRow";
import { isOpen } from "@/features/comments/threads";
import { useThreads } from "@/features/comments/use-comments";

/** The outline of a draft, with what people say about its steps: on the canvas there are markers for that. */
export function OutlineView() {
  const { threads } = useThreads();
  const talk = useMemo(() => {
    const found = new Map<string, Talk>();
    for (const { first } of threads.filter(isOpen)) {
      if (first.node === null) continue;
      const known = found.get(first.node);
      found.set(first.node, { count: (known?.count ?? 0) + 1, thread: known?.thread ?? first.id });
    }
    return found;
  }, [threads]);
  return <Outline talk={talk} />;
}
