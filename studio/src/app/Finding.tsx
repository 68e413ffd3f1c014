import { Suspense, useEffect, useState } from "react";
import { Search } from "lucide-react";
import { Awaited } from "@/editor/awaited";
import { FINDER, finderAt, isBehindDialog, openFinder, opensFinder } from "@/editor/commands/finder";
import { shown } from "@/editor/commands/keys";
import { keysOf, useKeymap } from "@/editor/commands/own-keys";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { lazily } from "@/ui/lazily";

const PRELOAD_MS = 1_500;
const load = () => import("@/features/overlays/finder/Finder");
const Finder = lazily(load);
/** A failure is told where it is asked for. */
const preload = () => void load().catch(() => undefined);

/** Ctrl+K on every page, and the list that it opens where no editor has its own. Loaded when first opened, or before anybody can wait for it. */
export function Finding() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  useEffect(() => finderAt("page", () => setOpen(true)), []);
  useEffect(() => {
    const timer = setTimeout(preload, PRELOAD_MS);
    const onKey = (event: KeyboardEvent) => {
      // Ctrl is pressed first; by the time K follows, much of it is there.
      if (event.key === "Control" || event.key === "Meta") preload();
      // The whole page is searched for a dialog, so this is asked last: every letter of every field comes by here.
      if (event.defaultPrevented || !opensFinder(event) || isBehindDialog()) return;
      event.preventDefault();
      openFinder();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
  return <Suspense fallback={<Awaited onCancel={close} />}>{isOpen && <Finder onClose={close} />}</Suspense>;
}

interface FinderButtonProps {
  className: string;
  onBefore?: () => void;
}

export function FinderButton({ className, onBefore }: FinderButtonProps) {
  const keys = useKeymap(({ own }) => keysOf(FINDER, own)[0]);
  return (
    <button
      type="button"
      className={cx(className, "md:h-14!")}
      onPointerEnter={preload}
      onClick={() => {
        onBefore?.();
        openFinder();
      }}
    >
      <Search size={20} aria-hidden className="shrink-0" />
      <span>{t("Search")}</span>
      {keys && <kbd className="font-sans max-md:hidden">{shown(keys)}</kbd>}
    </button>
  );
}
