import type { Form } from "@/api/types";
import { t } from "@/i18n";

export interface AnswerLine {
  label: string;
  value: string;
}

/** The answers of a form in its order, by its labels and those of its choices; what was left empty is left out. */
export function answerLines(data: Record<string, unknown>, form: Form | undefined): AnswerLine[] {
  const answer = (data.answer ?? data) as { values?: Record<string, unknown> };
  const values = answer.values ?? {};
  const fields = form?.fields ?? [];
  const known = fields.filter((field) => field.name in values).map((field) => field.name);
  const names = [...known, ...Object.keys(values).filter((name) => !known.includes(name))];
  return names.flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    const value = shown(values[name], field?.options ?? []);
    return value === "" ? [] : [{ label: field?.label || name.replaceAll("_", " "), value }];
  });
}

function shown(value: unknown, options: { value: string; label?: string }[]): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return options.find((option) => option.value === text)?.label || text;
}
