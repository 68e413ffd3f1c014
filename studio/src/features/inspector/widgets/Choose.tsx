import { useQuery } from "@tanstack/react-query";
import { basesQuery } from "@/api/kb";
import { formsQuery } from "@/api/tools";
import type { Schema } from "@/flow/defaults";
import { t } from "@/i18n";
import { type FieldIds, Select } from "@/ui/field";

interface ChooseProps {
  ids: FieldIds & { disabled: boolean };
  widget: string;
  schema: Schema;
  value: unknown;
  required: boolean;
  onChange: (value: unknown) => void;
}

/** One of a list: fixed by the schema, or what the organisation has (knowledge bases, forms). */
export function Choose(props: ChooseProps) {
  if (props.widget === "knowledge_base") return <Bases {...props} />;
  if (props.widget === "form") return <Forms {...props} />;
  const options = ((props.schema.enum as unknown[] | undefined) ?? []).map((value) => ({ value: String(value), label: String(value) }));
  return <List {...props} options={options} />;
}

function Bases(props: ChooseProps) {
  const bases = useQuery(basesQuery);
  return <List {...props} options={(bases.data ?? []).map((base) => ({ value: base.name, label: base.title ? `${base.title} (${base.name})` : base.name }))} />;
}

function Forms(props: ChooseProps) {
  const forms = useQuery(formsQuery);
  return <List {...props} options={(forms.data ?? []).map((form) => ({ value: form.name, label: `${form.title} (${form.name})` }))} />;
}

function List({ ids, schema, value, required, onChange, options }: ChooseProps & { options: { value: string; label: string }[] }) {
  const now = typeof value === "string" ? value : "";
  const fallback = schema.default === undefined ? "" : String(schema.default);
  // What is set stays visible even when it does not exist here; the checks say so.
  const all = now && !options.some((option) => option.value === now) ? [...options, { value: now, label: now }] : options;
  return (
    <Select {...ids} value={now} onChange={(event) => onChange(event.target.value || undefined)}>
      {(!required || !now) && <option value="">{fallback ? t("{value} (default)", { value: fallback }) : required ? t("Choose…") : "–"}</option>}
      {all.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
