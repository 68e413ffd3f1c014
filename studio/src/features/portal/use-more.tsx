import { type RefObject, useEffect, useRef, useState } from "react";
import { t } from "@/i18n";
import { Button } from "@/ui/button";

interface More {
  /** How many pages of the list are wanted. */
  pages: number;
  rows: RefObject<HTMLUListElement | null>;
  more: () => void;
}

/** A list that grows page by page. */
export function useMore(): More {
  const [pages, setPages] = useState(1);
  const rows = useRef<HTMLUListElement>(null);
  // How many there were when more were asked for: the button may be gone when they come, so the focus goes to the first of them.
  const before = useRef<number | null>(null);
  useEffect(() => {
    const fresh = before.current === null ? undefined : rows.current?.children[before.current];
    if (!fresh) return;
    before.current = null;
    fresh.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  });
  const more = () => {
    before.current = rows.current?.children.length ?? null;
    setPages(pages + 1);
  };
  return { pages, rows, more };
}

export function ShowMore({ left, busy, onClick }: { left: number; busy: boolean; onClick: () => void }) {
  return (
    <Button className="h-11! self-start" busy={busy} onClick={onClick}>
      {t("Show more, {count} are left", { count: left })}
    </Button>
  );
}
