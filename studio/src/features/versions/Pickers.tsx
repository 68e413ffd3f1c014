import { ArrowLeftRight, ChevronDown, ChevronUp } from "lucide-react";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { Select } from "@/ui/field";
import type { State } from "./choices";

interface PickersProps {
  states: State[];
  base: string;
  head: string;
  onChange: (pair: { base: string; head: string }) => void;
}

/** Which two states are compared. */
export function Pickers({ states, base, head, onChange }: PickersProps) {
  const pick = (label: string, value: string, set: (value: string) => void) => (
    <label className="flex min-w-0 items-center gap-2">
      <span className="text-muted">{label}</span>
      <Select className="w-56! max-md:w-full!" value={value} onChange={(event) => set(event.target.value)}>
        {!states.some((state) => state.id === value) && <option value={value}>{value}</option>}
        {states.map((state) => (
          <option key={state.id} value={state.id}>
            {state.label}
          </option>
        ))}
      </Select>
    </label>
  );
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      {pick(t("From"), base, (value) => onChange({ base: value, head }))}
      <IconButton size="sm" label={t("Swap the two")} onClick={() => onChange({ base: head, head: base })}>
        <ArrowLeftRight size={16} aria-hidden />
      </IconButton>
      {pick(t("To"), head, (value) => onChange({ base, head: value }))}
    </div>
  );
}

/** Through the changes one by one; `[` and `]` do the same. */
export function Steps({ at, of, onStep }: { at: number; of: number; onStep: (by: 1 | -1) => void }) {
  return (
    <div className="flex items-center gap-1">
      <IconButton size="sm" label={t("Previous change ([)")} disabled={of === 0} onClick={() => onStep(-1)}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t("Next change (])")} disabled={of === 0} onClick={() => onStep(1)}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
      <span role="status" className="min-w-16 text-node text-muted tabular-nums">
        {at < 0 ? t("{count, plural, =0 {no change} one {# change} other {# changes}}", { count: of }) : t("{at} of {count}", { at: at + 1, count: of })}
      </span>
    </div>
  );
}
