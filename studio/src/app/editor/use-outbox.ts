import { useEffect, useState } from "react";
import { openOutbox, type Outbox } from "@/editor/outbox";

/** What this tab keeps and what earlier ones left, while the flow is open. `undefined`: it is being looked for. */
export function useOutbox(scope: string | null): Outbox | null | undefined {
  const [opened, setOpened] = useState<{ scope: string; outbox: Outbox } | null>(null);
  useEffect(() => {
    if (scope === null) return;
    let left = false;
    const opening = openOutbox(scope);
    void opening.then((outbox) => {
      if (left) void outbox.close();
      else setOpened({ scope, outbox });
    });
    return () => {
      left = true;
    };
  }, [scope]);
  if (scope === null) return null;
  return opened?.scope === scope ? opened.outbox : undefined;
}
