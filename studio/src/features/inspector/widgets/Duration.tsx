import { useState } from "react";
import { durationOf, UNITS, type Unit } from "@/flow/durations";
import { t } from "@/i18n";
import { type FieldIds, Input, Select } from "@/ui/field";

interface DurationProps {
  ids: FieldIds & { disabled: boolean };
  value: unknown;
  placeholder?: string;
  onChange: (value: unknown) => void;
}

const WORDS: Record<Unit, () => string> = { ms: () => t("milliseconds"), s: () => t("seconds"), m: () => t("minutes"), h: () => t("hours"), d: () => t("days") };

/** So many seconds, minutes, hours or days. What was written in another way stays as it is, as text. */
export function Duration({ ids, value, placeholder, onChange }: DurationProps) {
  const known = durationOf(value);
  const [unit, setUnit] = useState<Unit>(known?.unit ?? durationOf(placeholder)?.unit ?? "m");
  if (value !== undefined && value !== "" && !known) {
    return <Input {...ids} className="font-mono" placeholder="30s, 5m, 2h, 7d" value={String(value)} onChange={(event) => onChange(event.target.value || undefined)} />;
  }
  const now = known?.unit ?? unit;
  return (
    <div className="flex gap-2">
      <Input {...ids} type="number" min={1} step={1} className="w-28!" placeholder={durationOf(placeholder)?.count.toString()} value={known?.count ?? ""} onChange={({ target }) => onChange(/^\d+$/.test(target.value) ? `${target.value}${now}` : undefined)} />
      <Select
        aria-label={t("Unit")}
        className="w-40!"
        disabled={ids.disabled}
        value={now}
        onChange={({ target }) => {
          setUnit(target.value as Unit);
          if (known) onChange(`${known.count}${target.value}`);
        }}
      >
        {UNITS.map((one) => (
          <option key={one} value={one}>
            {WORDS[one]()}
          </option>
        ))}
      </Select>
    </div>
  );
}
