import { Check } from "lucide-react";
import type { FormField as Described } from "@/api/types";
import { t } from "@/i18n";
import { Field, Input, Select, Textarea } from "@/ui/field";

interface FormFieldProps {
  field: Described;
  value: unknown;
  error?: string;
  /** Filled in from what was said before. */
  isUnderstood: boolean;
  onChange: (value: unknown) => void;
}

/** One question of a form. */
export function FormField({ field, value, error, isUnderstood, onChange }: FormFieldProps) {
  const text = String(value ?? "");
  const understood = (
    <span className="flex items-center gap-1 text-xs whitespace-nowrap text-ok">
      <Check size={12} aria-hidden /> {t("understood from your message")}
    </span>
  );
  return (
    <Field label={field.label || field.name} required={field.required} error={error} help={field.help} aside={isUnderstood ? understood : undefined}>
      {(ids) => {
        const common = { ...ids, name: field.name };
        switch (field.type) {
          case "select":
            return (
              <Select {...common} className="h-11!" value={text} onChange={(event) => onChange(event.target.value)}>
                <option value="">{field.required ? t("Choose…") : "–"}</option>
                {field.options?.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label || option.value}
                  </option>
                ))}
              </Select>
            );
          case "textarea":
            return <Textarea {...common} rows={3} maxLength={field.max_length ?? undefined} placeholder={field.placeholder} value={text} onChange={(event) => onChange(event.target.value)} className="pointer-coarse:text-[16px]" />;
          case "boolean":
            return <input {...common} type="checkbox" className="size-6 self-start pointer-coarse:size-11" checked={value === true || value === "true"} onChange={(event) => onChange(event.target.checked)} />;
          default:
            return (
              <Input
                {...common}
                className="h-11! pointer-coarse:text-[16px]"
                type={field.type === "text" ? "text" : field.type}
                maxLength={field.max_length ?? undefined}
                placeholder={field.placeholder}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
        }
      }}
    </Field>
  );
}
