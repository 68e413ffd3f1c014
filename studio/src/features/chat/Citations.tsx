import { type ReactElement, useEffect, useRef, useState } from "react";
import type { Citation } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { day } from "@/lib/time";
import { Floating, type FloatingTrigger } from "@/ui/floating";

/** `n` is its number in the text and for the server, `place` the one that people see. */
export type Numbered = Citation & { n: number; place: number };

/** Somebody wants to read the whole article. */
export type OnRead = (citation: Numbered) => void;

const CHIP = "mx-0.5 inline-flex h-6 min-w-6 translate-y-px items-center justify-center rounded-control bg-accent-soft px-1 align-baseline text-xs font-semibold text-accent";

/** The same chip while the answer is being written: which passage it is comes with the whole. */
export function ComingChip({ place }: { place: number }) {
  return (
    <span data-citation={place} className={CHIP}>
      <span className="sr-only">{t("source")} </span>
      {place}
    </span>
  );
}

/** A numbered chip in the text; it shows the passage that was used. */
export function CitationChip({ citation, onRead }: { citation: Numbered; onRead: OnRead }) {
  return (
    <Source citation={citation} onRead={onRead}>
      {(handlers) => (
      <button
        {...handlers}
        type="button"
        data-citation={citation.place}
        aria-label={t("{n}: source {title}", { n: citation.place, title: citation.title })}
        className={cx(CHIP, "hover:brightness-95")}
      >
        {citation.place}
      </button>
      )}
    </Source>
  );
}

export function Sources({ citations, onRead }: { citations: Numbered[]; onRead: OnRead }) {
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-node text-muted">
      <span>{t("Sources")}</span>
      <ol className="contents">
        {citations.map((citation) => (
          <li key={citation.n} className="min-w-0">
            <Source citation={citation} onRead={onRead}>
              {(handlers) => (
              <button {...handlers} type="button" className="inline-flex min-h-6 items-center gap-1 rounded-control px-1 text-left hover:bg-sunken hover:text-text pointer-coarse:min-h-11">
                <b className="text-accent">{citation.place}</b> {citation.title}
                {citation.updated_at && ` · ${day(citation.updated_at)}`}
              </button>
              )}
            </Source>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface Handlers extends FloatingTrigger {
  onPointerEnter: (event: { pointerType: string }) => void;
  onPointerLeave: (event: { pointerType: string }) => void;
  onFocus: (event: { timeStamp: number }) => void;
  onBlur: () => void;
  onClick: () => void;
}

/** Looked at, with the mouse or by keyboard, it opens by itself and closes again; pressed it stays. */
function Source({ citation, onRead, children }: { citation: Numbered; onRead: OnRead; children: (handlers: Handlers) => ReactElement }) {
  const [open, setOpen] = useState<"no" | "peek" | "stay">("no");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const closed = useRef(-1_000);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (next: "no" | "peek", ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen((now) => (now === "stay" ? now : next)), ms);
  };
  const onPointerEnter = (event: { pointerType: string }) => void (event.pointerType === "mouse" && later("peek", 150));
  const onPointerLeave = (event: { pointerType: string }) => void (event.pointerType === "mouse" && later("no", 250));
  const close = () => {
    clearTimeout(timer.current);
    closed.current = performance.now();
    setOpen("no");
  };
  return (
    <Floating
      label={t("Source {n}", { n: citation.place })}
      isPeek={open === "peek"}
      open={open !== "no"}
      onClose={close}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
      trigger={(props) =>
        children({
          ...props,
          onPointerEnter,
          onPointerLeave,
          // Closing gives the focus back, which is no wish to look again.
          onFocus: (event) => void (event.timeStamp - closed.current > 500 && later("peek", 150)),
          onBlur: () => later("no", 0),
          onClick: () => {
            clearTimeout(timer.current);
            if (open === "stay") close();
            else setOpen("stay");
          },
        })
      }
    >
      <Passage
        citation={citation}
        onRead={(one) => {
          close();
          onRead(one);
        }}
      />
    </Floating>
  );
}

function Passage({ citation, onRead }: { citation: Numbered; onRead: OnRead }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="font-semibold">{citation.title}</p>
      {citation.section && citation.section !== citation.title && <p className="text-xs text-muted">{citation.section}</p>}
      {citation.updated_at && <p className="text-xs text-muted">{t("As of {day}", { day: day(citation.updated_at) })}</p>}
      {citation.excerpt && <blockquote className="border-l-2 border-line-strong pl-2 break-words whitespace-pre-wrap">{citation.excerpt}</blockquote>}
      <button type="button" className="self-start py-0.5 text-accent underline pointer-coarse:min-h-11" onClick={() => onRead(citation)}>
        {t("Open the article")}
      </button>
    </div>
  );
}
