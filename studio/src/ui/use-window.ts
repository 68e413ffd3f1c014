import { type RefObject, useLayoutEffect, useState } from "react";

/** Shorter lists are drawn whole: they are found by the browser's own search, and nothing flickers. */
const DRAWN_WHOLE = 200;
const SPARE = 12;

/** What of an element that scrolls is in sight, in pixels. */
interface Sight {
  top: number;
  size: number;
}

/** Followed only while it is asked for: a list that is drawn whole is not measured. */
export function useSight(ref: RefObject<HTMLElement | null>, isAsked: boolean): Sight {
  const [seen, setSeen] = useState<Sight>({ top: 0, size: 400 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || !isAsked) return;
    let frame = 0;
    const look = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setSeen({ top: element.scrollTop, size: element.clientHeight });
      });
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [ref, isAsked]);
  return seen;
}

interface Window {
  first: number;
  last: number;
  /** Height of what is left out before and after. */
  above: number;
  below: number;
}

/** Of a long list of rows of one height, those that are in sight. */
export function useWindow(ref: RefObject<HTMLElement | null>, count: number, height: number): Window {
  const isLong = count > DRAWN_WHOLE;
  const seen = useSight(ref, isLong);
  if (!isLong) return { first: 0, last: count, above: 0, below: 0 };
  const first = Math.min(Math.max(0, Math.floor(seen.top / height) - SPARE), Math.max(0, count - SPARE));
  const last = Math.min(count, Math.ceil((seen.top + seen.size) / height) + SPARE);
  return { first, last, above: first * height, below: (count - last) * height };
}
