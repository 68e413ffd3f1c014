// What the values of a ticket are called: its forms gave them, and forms have labels.
import type { Form } from "@/api/types";

export interface FormWords {
  /** The label of a field; the name in readable letters where no form knows it. */
  field: (name: string) => string;
  /** The label of a choice; any other value as it is. */
  value: (field: string, value: string) => string;
}

export function formWords(forms: readonly Form[]): FormWords {
  const fields = forms.flatMap((form) => form.fields);
  const named = (name: string) => fields.filter((field) => field.name === name);
  return {
    field: (name) => named(name).find((field) => field.label)?.label ?? name.replaceAll("_", " "),
    value: (name, value) => named(name).flatMap((field) => field.options ?? []).find((option) => option.value === value && option.label)?.label ?? value,
  };
}
