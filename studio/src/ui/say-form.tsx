import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "@/i18n";
import { Button } from "./button";
import { Field, Textarea } from "./field";
import { ErrorNote } from "./notice";

interface SayFormProps {
  label: string;
  help?: ReactNode;
  /** What the button that sends says. */
  send: string;
  maxLength: number;
  busy: boolean;
  error: unknown;
  onSend: (text: string) => void;
  /** Without it the form stays. */
  onClose?: () => void;
  /** The cursor goes there when it appears: it was asked for. */
  takesFocus?: boolean;
  /** Something may be sent although nothing was written. */
  isEnough?: boolean;
  /** Before the buttons. */
  aside?: ReactNode;
  /** Below the words. */
  children?: ReactNode;
}

/** A few words to somebody. */
export function SayForm({ label, help, send, maxLength, busy, error, onSend, onClose, takesFocus = false, isEnough = false, aside, children }: SayFormProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const isReady = text.trim() !== "" || isEnough;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !busy) onSend(text.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label={label} help={help}>
        {(ids) => <Textarea ref={field} {...ids} rows={3} maxLength={maxLength} value={text} onChange={(event) => setText(event.target.value)} className="pointer-coarse:text-[16px]" />}
      </Field>
      {children}
      {error !== null && error !== undefined && <ErrorNote error={error} />}
      <div className="flex items-center justify-end gap-2">
        {aside && <span className="mr-auto">{aside}</span>}
        {onClose && (
          <Button size="sm" disabled={busy} onClick={onClose} className="pointer-coarse:h-11">
            {t("Cancel")}
          </Button>
        )}
        <Button size="sm" type="submit" look="primary" busy={busy} disabled={!isReady} className="pointer-coarse:h-11">
          {send}
        </Button>
      </div>
    </form>
  );
}
