import { useMemo, useRef } from "react";
import { placesOf, withoutHalf } from "@/ui/citation-marks";
import { Markdown, type RenderCitation } from "@/ui/markdown";
import { ComingChip } from "./Citations";

/** An answer as it comes. `sources`: how many there are that it may cite. */
export function Writing({ text, sources }: { text: string; sources: number }) {
  const shown = sources > 0 ? withoutHalf(text) : text;
  const places = placesOf(shown, (n) => n >= 1 && n <= sources);
  const now = useRef(places);
  now.current = places;
  // One function for all of the answer: what was said keeps its numbers, so its blocks need not be drawn again.
  const chip = useMemo<RenderCitation>(
    () => (n, key) => {
      const place = now.current.of(n);
      return place === undefined ? null : <ComingChip key={key} place={place} />;
    },
    [],
  );
  return (
    <div data-writing className="max-w-[92%] self-start rounded-card border border-line bg-surface px-3 py-2">
      <Markdown text={shown} citation={sources > 0 ? chip : undefined} caret />
    </div>
  );
}
