import type { Schema } from "@/flow/defaults";
import { t } from "@/i18n";
import { type FieldIds, Select } from "@/ui/field";

interface YesNoProps {
  ids: FieldIds & { disabled: boolean };
  schema: Schema;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A setting that is on or off; a condition that always or never holds. */
export function YesNo({ ids, schema, value, onChange }: YesNoProps) {
  if (schema.type === "boolean") {
    return <input {...ids} type="checkbox" className="size-6 self-start" checked={value === true || (value === undefined && schema.default === true)} onChange={(event) => onChange(event.target.checked)} />;
  }
  return (
    <Select {...ids} value={value === undefined ? "" : String(value)} onChange={({ target }) => onChange(target.value === "" ? undefined : target.value === "true")}>
      <option value="">{t("Choose…")}</option>
      <option value="true">{t("always")}</option>
      <option value="false">{t("never")}</option>
    </Select>
  );
}
