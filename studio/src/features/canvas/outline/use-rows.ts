// Which rows of the outline are drawn. A short one is drawn whole; of a long one what is in sight, and the row that has the focus.
import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import type { OutlineStep } from "@/flow/outline";
import { useSight } from "@/ui/use-window";

/** A row has some thirty elements, and the page may have four thousand. */
const DRAWN_WHOLE = 60;
const SPARE = 8;
/** Of a row, until it is known, and of a broken connection in it; `outline.css` has the same. */
const ROW = 48;
export const MEND = 40;

export interface Drawn {
  step: OutlineStep;
  /** Which row it is, from 0. */
  at: number;
  /** Where it begins and how high it is; `null` where the browser decides. */
  box: { top: number; height: number } | null;
}

interface Rows {
  drawn: Drawn[];
  /** Of all of them together; `null` where the browser decides. */
  height: number | null;
  /** Where a row begins and ends in a long list. */
  boxOf: (at: number) => { top: number; height: number } | null;
}

export function useRows(ref: RefObject<HTMLElement | null>, steps: OutlineStep[], mends: (id: string) => number, stop: string): Rows {
  const isLong = steps.length > DRAWN_WHOLE;
  const seen = useSight(ref, isLong);
  const [row, setRow] = useState(ROW);
  // Rows are higher on a phone, and lower for whoever wants them dense.
  useLayoutEffect(() => {
    const said = isLong && ref.current ? Number.parseFloat(getComputedStyle(ref.current).getPropertyValue("--outline-row")) : Number.NaN;
    if (said > 0) setRow(said);
  }, [ref, isLong, seen.size]);
  const tops = useMemo(() => {
    const made = [0];
    if (isLong) for (const { id } of steps) made.push((made.at(-1) ?? 0) + row + mends(id) * MEND);
    return made;
  }, [isLong, steps, row, mends]);
  return useMemo(() => {
    if (!isLong) return { drawn: steps.map((step, at) => ({ step, at, box: null })), height: null, boxOf: () => null };
    const boxOf = (at: number) => ({ top: tops[at] ?? 0, height: (tops[at + 1] ?? 0) - (tops[at] ?? 0) });
    const first = tops.findIndex((_, at) => (tops[at + 1] ?? Infinity) > seen.top) - SPARE;
    const after = tops.findIndex((top) => top >= seen.top + seen.size);
    const last = (after < 0 ? steps.length : after) + SPARE;
    const drawn = steps.flatMap((step, at) => ((at >= first && at < last) || step.id === stop ? [{ step, at, box: boxOf(at) }] : []));
    return { drawn, height: tops.at(-1) ?? 0, boxOf };
  }, [isLong, steps, tops, seen, stop]);
}
