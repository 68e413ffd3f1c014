import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AnswerBody } from "@/api/chat";
import type { Form, FormField } from "@/api/types";
import { Button } from "@/ui/button";
import { Field, Input, Select, Textarea } from "@/ui/field";

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
  const [busy, setBusy] = useState(false);
  const card = useRef<HTMLFormElement>(null);
  const isUnderstood = (name: string) => values[name] !== undefined && values[name] !== null && values[name] !== "";
  const value = (field: FormField) => (field.name in edited ? edited[field.name] : isUnderstood(field.name) ? values[field.name] : (field.default ?? ""));

  useEffect(() => {
    if (missing.length > 0) card.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [missing]);

  const answer = async (body: AnswerBody) => {
    setBusy(true);
    await onAnswer(body);
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = form.fields.filter((field) => field.required && String(value(field) ?? "").trim() === "").map((field) => field.name);
    setMissing(empty);
    if (empty.length > 0) return;
    const filled = form.fields.map((field) => [field.name, typed(field, value(field))] as const).filter(([, one]) => one !== undefined);
    void answer({ values: Object.fromEntries(filled) });
  };
  const errorOf = (name: string) => errors.find((error) => error.field === name)?.message ?? (missing.includes(name) ? "Please fill this in." : undefined);

  if (!open) {
    return (
      <section aria-label={form.title} className="w-full max-w-lg self-start rounded-card border border-line bg-surface px-4 py-3 text-muted">
        <p className="font-medium text-text">{form.title}</p>
        <p>{question}</p>
      </section>
    );
  }
  return (
    <form ref={card} onSubmit={submit} noValidate aria-label={form.title} className="flex w-full max-w-lg flex-col gap-3 self-start rounded-card border border-line-strong bg-surface p-4">
      <div>
        <h3 className="font-semibold">{form.title}</h3>
        {(question || form.description) && <p className="text-muted">{question || form.description}</p>}
      </div>
      {form.fields.map((field) => (
        <Field
          key={field.name}
          label={field.type === "boolean" ? field.label : field.label}
          required={field.required}
          error={errorOf(field.name)}
          help={field.help}
          aside={isUnderstood(field.name) && !(field.name in edited) ? <span className="text-xs text-ok">understood from your message</span> : undefined}
        >
          {(ids) => {
            const common = { ...ids, name: field.name };
            const change = (next: unknown) => setEdited((now) => ({ ...now, [field.name]: next }));
            if (field.type === "select") {
              return (
                <Select {...common} className="h-11!" value={String(value(field) ?? "")} onChange={(event) => change(event.target.value)}>
                  <option value="">{field.required ? "Choose…" : "–"}</option>
                  {field.options?.map((option) => (
                    <option key={option.value} value={option.value}>
                      {option.label}
                    </option>
                  ))}
                </Select>
              );
            }
            if (field.type === "textarea") {
              return <Textarea {...common} rows={3} maxLength={field.max_length ?? undefined} placeholder={field.placeholder} value={String(value(field) ?? "")} onChange={(event) => change(event.target.value)} />;
            }
            if (field.type === "boolean") {
              return <input {...common} type="checkbox" className="size-6 self-start" checked={value(field) === true || value(field) === "true"} onChange={(event) => change(event.target.checked)} />;
            }
            return (
              <Input
                {...common}
                className="h-11!"
                type={field.type === "text" ? "text" : field.type}
                maxLength={field.max_length ?? undefined}
                placeholder={field.placeholder}
                value={String(value(field) ?? "")}
                onChange={(event) => change(event.target.value)}
              />
            );
          }}
        </Field>
      ))}
      <div className="flex justify-end gap-2">
        {skippable && (
          <Button disabled={busy} onClick={() => void answer({ declined: true })} className="h-11!">
            {form.skip_label || "Not now"}
          </Button>
        )}
        <Button type="submit" look="primary" busy={busy} className="h-11!">
          {form.submit_label || "Send"}
        </Button>
      </div>
    </form>
  );
}

/** Empty optional fields are left out; numbers and ticks travel as what they are. */
function typed(field: FormField, value: unknown): unknown {
  if (field.type === "boolean") return value === true || value === "true";
  const text = String(value ?? "").trim();
  if (text === "") return undefined;
  if (field.type === "number" && Number.isFinite(Number(text))) return Number(text);
  return text;
}
