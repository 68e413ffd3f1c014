import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { ArrowDown } from "lucide-react";
import { t } from "@/i18n";
import { Button } from "@/ui/button";

interface LogProps {
  ref: Ref<LogHandle>;
  /** Changes with whatever makes the conversation longer. */
  grown: unknown;
  /** How many things somebody else has said. */
  count: number;
  onLeave: () => void;
  children: ReactNode;
}

export interface LogHandle {
  /** What comes next is to be seen, wherever one is now. */
  stick(): void;
}

/** What was said. Sticks to the end only for somebody who is there already; the arrow keys walk from message to message. */
export function Log({ ref, grown, count, onLeave, children }: LogProps) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(count);
  const top = useRef(0);
  const [unseen, setUnseen] = useState(0);
  useImperativeHandle(ref, () => ({ stick: () => void (atEnd.current = true) }), []);

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    if (atEnd.current) {
      showNewest(element);
      seen.current = count;
    }
    setUnseen(atEnd.current ? 0 : Math.max(0, count - seen.current));
  }, [grown, count]);

  // A keyboard that rises, or a card that unfolds, moves the end away from somebody who was at it.
  useEffect(() => {
    const element = log.current;
    const content = element?.firstElementChild;
    if (!element || !content || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(() => atEnd.current && !element.contains(document.activeElement) && showNewest(element));
    watch.observe(element);
    watch.observe(content);
    return () => watch.disconnect();
  }, []);

  const toEnd = () => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
    log.current?.focus({ preventScroll: true });
    setUnseen(0);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = event.target as HTMLElement;
    if (event.key === "Escape" && !event.defaultPrevented) return onLeave();
    // In a field or on a button the keys are theirs.
    if (from !== log.current && !from.hasAttribute("data-message")) return;
    const next = walk(event.currentTarget, from, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- one walks through it by arrow keys */}
      <div
        ref={log}
        role="log"
        aria-live="off"
        aria-label={t("Conversation")}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling log must be reachable by keyboard
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain px-3 py-4 focus-visible:-outline-offset-2"
        onKeyDown={onKey}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          // What grows meanwhile moves the end away; only who scrolls up has left it.
          const isNear = scrollHeight - scrollTop - clientHeight < 40;
          if (isNear || scrollTop < top.current) atEnd.current = isNear;
          top.current = scrollTop;
          if (!isNear) return;
          seen.current = count;
          setUnseen(0);
        }}
      >
        <div className="mx-auto flex max-w-2xl flex-col gap-3">{children}</div>
      </div>
      {unseen > 0 && (
        <Button
          size="sm"
          aria-label={t("{count, plural, one {# new message: go to the end} other {# new messages: go to the end}}", { count: unseen })}
          onClick={toEnd}
          className="absolute bottom-2 left-1/2 -translate-x-1/2 rounded-full! shadow-float pointer-coarse:h-11"
        >
          <ArrowDown size={14} aria-hidden /> {t("{count} new", { count: unseen })}
        </Button>
      )}
    </div>
  );
}

function walk(log: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const all = [...log.querySelectorAll<HTMLElement>("[data-message]")];
  const at = all.indexOf(from);
  switch (key) {
    case "ArrowUp":
      return at < 0 ? all.at(-1) : all[at - 1];
    case "ArrowDown":
      return at < 0 ? all.at(-1) : all[at + 1];
    case "Home":
      return all[0];
    case "End":
      return all.at(-1);
    default:
      return undefined;
  }
}

/** The end of the conversation; of a form that is taller than the window, its beginning. */
function showNewest(log: HTMLElement) {
  log.scrollTop = log.scrollHeight;
  const form = log.querySelector("form");
  if (form && form.offsetHeight > log.clientHeight) log.scrollTop += form.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}
