import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Reason } from "@/api/chat";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Button } from "@/ui/button";
import { Textarea } from "@/ui/field";

const reasons = (): [Reason, string][] => [
  ["wrong", t("It is wrong")],
  ["outdated", t("It is outdated")],
  ["not_my_case", t("Not my case")],
  ["incomplete", t("Something is missing")],
];

interface WhyProps {
  send: (reason?: Reason, comment?: string) => Promise<boolean>;
  onDone: (isSent: boolean) => void;
}

/** Why an answer did not help. Loaded when somebody says so. */
export default function Why({ send, onDone }: WhyProps) {
  const [reason, setReason] = useState<Reason>();
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const title = useId();
  const form = useRef<HTMLFormElement>(null);
  // On a phone it opens half under the field to write in. The focus stays at the thumb, where it is opened and closed.
  useEffect(() => {
    // Newer browsers give a promise back, which is nothing to clean up by.
    void form.current?.scrollIntoView({ block: "nearest" });
  }, []);
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
      ref={form}
      aria-labelledby={title}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onDone(false);
      }}
      className="flex max-w-md scroll-my-2 flex-col gap-2 rounded-card border border-line bg-surface p-3"
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
