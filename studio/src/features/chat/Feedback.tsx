import { type ReactNode, Suspense, useRef, useState } from "react";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import type { Message } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { IconButton } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import type { Rate } from "./use-chat";

const Why = lazily(() => import("./Why"));

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
      {asking && (
        <Suspense>
          <Why send={(reason, comment) => onRate(message.id, "down", reason, comment)} onDone={done} />
        </Suspense>
      )}
    </div>
  );
}
