import type { Schema } from "@/flow/defaults";
import { type FieldIds, Input } from "@/ui/field";

interface NumberProps {
  ids: FieldIds & { disabled: boolean };
  schema: Schema;
  value: unknown;
  onChange: (value: unknown) => void;
}

export function NumberControl({ ids, schema, value, onChange }: NumberProps) {
  return (
    <Input
      {...ids}
      type="number"
      className="w-40!"
      min={schema.minimum as number | undefined}
      max={schema.maximum as number | undefined}
      step={schema.type === "integer" ? 1 : "any"}
      placeholder={schema.default === undefined ? undefined : String(schema.default)}
      value={typeof value === "number" ? value : ""}
      onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
    />
  );
}
