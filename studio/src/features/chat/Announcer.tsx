import { useEffect, useRef, useState } from "react";
import { announce, heardAll, type Heard } from "./announce";
import type { ChatState } from "./reducer";

/** Speaks to screen readers. The log itself is silent, since it would read an answer again with every word that comes. */
export function Announcer({ state, ready }: { state: ChatState; ready: boolean }) {
  const heard = useRef<Heard | null>(null);
  const count = useRef(0);
  const [lines, setLines] = useState<{ id: number; text: string }[]>([]);
  useEffect(() => {
    if (!ready) return;
    if (heard.current === null) {
      heard.current = heardAll(state);
      return;
    }
    const told = announce(heard.current, state);
    heard.current = told.heard;
    if (told.lines.length > 0) setLines((before) => [...before, ...told.lines.map((text) => ({ id: (count.current += 1), text }))].slice(-6));
  }, [state, ready]);
  return (
    <div aria-live="polite" aria-relevant="additions" data-announcer className="sr-only">
      {lines.map((line) => (
        <p key={line.id}>{line.text}</p>
      ))}
    </div>
  );
}
