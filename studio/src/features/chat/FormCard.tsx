import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AnswerBody } from "@/api/chat";
import type { Form } from "@/api/types";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Note } from "@/ui/notice";
import { answersOf, isUnderstood, missingOf, valueOf } from "./form-values";
import { FormField } from "./FormField";

interface FormCardProps {
  question: string;
  form: Form;
  /** What was understood from the conversation. */
  values: Record<string, unknown>;
  errors: { field: string; message: string }[];
  skippable: boolean;
  open: boolean;
  onAnswer: (answer: AnswerBody) => Promise<boolean>;
}

/** Asks for what is missing. The same answers may be typed in the chat instead. */
export function FormCard({ question, form, values, errors, skippable, open, onAnswer }: FormCardProps) {
  const [edited, setEdited] = useState<Record<string, unknown>>({});
  const [missing, setMissing] = useState<string[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const card = useRef<HTMLFormElement>(null);
  const wrong = errors.map((error) => error.field + error.message).join();

  useEffect(() => {
    // Whoever types in the chat meanwhile stays there.
    if (card.current?.contains(document.activeElement)) card.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [attempt, wrong]);

  const answer = async (body: AnswerBody) => {
    setBusy(true);
    await onAnswer(body);
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = missingOf(form, values, edited);
    setMissing(empty);
    setAttempt(attempt + 1);
    if (empty.length === 0) void answer({ values: answersOf(form, values, edited) });
  };
  const errorOf = (name: string) => errors.find((error) => error.field === name)?.message ?? (missing.includes(name) ? t("Please fill this in.") : undefined);
  const general = errors.filter((error) => !form.fields.some((field) => field.name === error.field));
  const title = form.title || form.name;

  if (!open) {
    return (
      <section aria-label={title} className="w-full max-w-lg self-start rounded-card border border-line bg-surface px-4 py-3 text-muted">
        <p className="font-medium text-text">{title}</p>
        <p>{question}</p>
      </section>
    );
  }
  return (
    <form ref={card} onSubmit={submit} noValidate aria-label={title} className="flex w-full max-w-lg flex-col gap-3 self-start rounded-card border border-line-strong bg-surface p-4">
      <div>
        <p className="font-semibold">{title}</p>
        {(question || form.description) && <p className="text-muted">{question || form.description}</p>}
      </div>
      {general.map((error) => (
        <Note key={error.message} tone="danger">{error.message}</Note>
      ))}
      {form.fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={valueOf(field, values, edited)}
          error={errorOf(field.name)}
          isUnderstood={isUnderstood(field, values, edited)}
          onChange={(next) => {
            setEdited((now) => ({ ...now, [field.name]: next }));
            setMissing((now) => (now.includes(field.name) ? now.filter((name) => name !== field.name) : now));
          }}
        />
      ))}
      <div data-actions className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-xs text-muted">{t("Or write your answers below.")}</p>
        {skippable && (
          <Button disabled={busy} onClick={() => void answer({ declined: true })} className="h-11!">
            {form.skip_label || t("Not now")}
          </Button>
        )}
        <Button type="submit" look="primary" busy={busy} className="h-11!">
          {form.submit_label || t("Send")}
        </Button>
      </div>
    </form>
  );
}
