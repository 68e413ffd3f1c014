import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import type { Reason } from "@/api/chat";
import type { Message } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Button, IconButton } from "@/ui/button";
import { Textarea } from "@/ui/field";
import type { Rate } from "./use-chat";

const reasons = (): [Reason, string][] => [
  ["wrong", t("It is wrong")],
  ["outdated", t("It is outdated")],
  ["not_my_case", t("Not my case")],
  ["incomplete", t("Something is missing")],
];

/** Small for a mouse, a finger's width for a finger. */
const TOUCH = "text-muted! pointer-coarse:size-11";

/** Thumbs, and after a thumb down why; both are kept at once, and the reason may be left out. */
export function Feedback({ message, onRate, children }: { message: Message; onRate: Rate; children?: ReactNode }) {
  const rating = message.feedback?.rating;
  const [asking, setAsking] = useState(false);
  const [thanks, setThanks] = useState(false);
  const down = useRef<HTMLButtonElement>(null);
  const rate = async (next: "up" | "down") => {
    setThanks(false);
    setAsking(next === "down");
    await onRate(message.id, next);
  };
  const done = (isSent: boolean) => {
    setAsking(false);
    setThanks(isSent);
    down.current?.focus();
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <IconButton size="sm" label={t("Helpful")} aria-pressed={rating === "up"} onClick={() => void rate("up")} className={cx(TOUCH, rating === "up" && "bg-ok-soft text-ok!")}>
          <ThumbsUp size={14} aria-hidden />
        </IconButton>
        <IconButton ref={down} size="sm" label={t("Not helpful")} aria-pressed={rating === "down"} aria-expanded={asking} onClick={() => void rate("down")} className={cx(TOUCH, rating === "down" && "bg-danger-soft text-danger!")}>
          <ThumbsDown size={14} aria-hidden />
        </IconButton>
        {children}
        <span role="status" className="text-node text-muted">
          {thanks && t("Thank you, this is passed on.")}
        </span>
      </div>
      {asking && <Why send={(reason, comment) => onRate(message.id, "down", reason, comment)} onDone={done} />}
    </div>
  );
}

function Why({ send, onDone }: { send: (reason?: Reason, comment?: string) => Promise<boolean>; onDone: (isSent: boolean) => void }) {
  const [reason, setReason] = useState<Reason>();
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const title = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const isSent = await send(reason, comment.trim() || undefined);
    setBusy(false);
    if (isSent) onDone(true);
  };
  return (
    // Escape closes it from wherever one is in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      aria-labelledby={title}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onDone(false);
      }}
      className="flex max-w-md flex-col gap-2 rounded-card border border-line bg-surface p-3"
    >
      <p id={title} className="font-medium">{t("What was not right?")}</p>
      <div className="flex flex-wrap gap-1.5">
        {reasons().map(([one, words]) => (
          <button
            key={one}
            type="button"
            aria-pressed={reason === one}
            onClick={() => setReason(reason === one ? undefined : one)}
            className={cx("min-h-7 rounded-full border px-3 text-node pointer-coarse:min-h-11", reason === one ? "border-accent bg-accent-soft font-medium text-accent" : "border-line-strong hover:bg-sunken")}
          >
            {words}
          </button>
        ))}
      </div>
      <Textarea aria-label={t("What would have been right? (optional)")} placeholder={t("What would have been right? (optional)")} rows={2} maxLength={2_000} value={comment} onChange={(event) => setComment(event.target.value)} />
      <div className="flex justify-end gap-2">
        <Button size="sm" disabled={busy} onClick={() => onDone(false)} className="pointer-coarse:h-11">
          {t("Close")}
        </Button>
        <Button size="sm" type="submit" look="primary" busy={busy} disabled={!reason && !comment.trim()} className="pointer-coarse:h-11">
          {t("Send feedback")}
        </Button>
      </div>
    </form>
  );
}
