import { type FormEvent, useEffect, useRef, useState } from "react";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";

interface AddCommentProps {
  busy: boolean;
  error: unknown;
  onSend: (body: string) => void;
  onClose: () => void;
}

/** A word to those who work on the ticket. */
export function AddComment({ busy, error, onSend, onClose }: AddCommentProps) {
  const [body, setBody] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim()) onSend(body.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label={t("Comment")}>{(ids) => <Textarea ref={field} {...ids} rows={3} maxLength={10_000} value={body} onChange={(event) => setBody(event.target.value)} className="pointer-coarse:text-[16px]" />}</Field>
      {error !== null && error !== undefined && <ErrorNote error={error} />}
      <div className="flex justify-end gap-2">
        <Button size="sm" disabled={busy} onClick={onClose} className="pointer-coarse:h-11">
          {t("Cancel")}
        </Button>
        <Button size="sm" type="submit" look="primary" busy={busy} disabled={!body.trim()} className="pointer-coarse:h-11">
          {t("Send comment")}
        </Button>
      </div>
    </form>
  );
}
