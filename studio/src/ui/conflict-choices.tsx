import { t } from "@/i18n";

export type Side = "ours" | "theirs";

export interface Choice {
  key: string;
  label: string;
  ours?: unknown;
  theirs?: unknown;
}

const shown = (value: unknown) => (value === undefined ? t("(removed)") : typeof value === "string" ? value : JSON.stringify(value, null, 2));

interface Props {
  conflicts: Choice[];
  /** What either side is called. */
  sides: Record<Side, string>;
  chosen: Record<string, Side>;
  onChoose: (key: string, side: Side) => void;
}

/** What two sides changed, each in its own way; which one is to stand is decided for each by itself. */
export function ConflictChoices({ conflicts, sides, chosen, onChoose }: Props) {
  return conflicts.map((conflict, at) => (
    <fieldset key={conflict.key} className="rounded-card border border-line p-3">
      <legend className="px-1 font-medium">{conflict.label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(["ours", "theirs"] as const).map((side) => (
          <label key={side} className="flex min-w-0 items-start gap-2 rounded-control border border-line p-2 has-checked:border-accent has-checked:bg-accent-soft">
            <input type="radio" className="mt-1" name={`conflict-${at}`} checked={chosen[conflict.key] === side} onChange={() => onChoose(conflict.key, side)} />
            <span className="min-w-0">
              <span className="font-medium">{sides[side]}</span>
              <span className="block max-h-40 overflow-y-auto text-xs break-words whitespace-pre-wrap">{shown(conflict[side])}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  ));
}
