// What stands in a form, and what is sent of it.
import type { Form, FormField } from "@/api/types";

type Values = Record<string, unknown>;

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Understood from the conversation, and not changed since. */
export const isUnderstood = (field: FormField, understood: Values, edited: Values): boolean => isFilled(understood[field.name]) && !(field.name in edited);

/** What one wrote counts most, then what was understood, then the form’s own. */
export function valueOf(field: FormField, understood: Values, edited: Values): unknown {
  if (field.name in edited) return edited[field.name];
  return isFilled(understood[field.name]) ? understood[field.name] : (field.default ?? "");
}

/** Required fields that are empty. */
export const missingOf = (form: Form, understood: Values, edited: Values): string[] =>
  form.fields
    .filter((field) => field.required)
    .filter((field) => String(valueOf(field, understood, edited) ?? "").trim() === "")
    .map((field) => field.name);

/** Empty optional fields are left out; numbers and ticks travel as what they are. */
export const answersOf = (form: Form, understood: Values, edited: Values): Values =>
  Object.fromEntries(form.fields.map((field) => [field.name, typed(field, valueOf(field, understood, edited))] as const).filter(([, value]) => value !== undefined));

function typed(field: FormField, value: unknown): unknown {
  if (field.type === "boolean") return value === true || value === "true";
  const text = String(value ?? "").trim();
  if (text === "") return undefined;
  if (field.type === "number" && Number.isFinite(Number(text))) return Number(text);
  return text;
}
