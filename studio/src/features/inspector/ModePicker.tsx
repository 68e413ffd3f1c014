import { type Mode } from "@/flow/modes";
import { t } from "@/i18n";

interface ModePickerProps {
  /** The field's title. */
  title: string;
  modes: Mode[];
  mode: Mode;
  disabled: boolean;
  onChange: (mode: Mode) => void;
}

const WORDS: Record<Mode, () => string> = { value: () => t("Value"), template: () => t("Template"), expression: () => t("Expression") };

/** How a field is given: as it stands, as text with values in it, or worked out by an expression. */
export function ModePicker({ title, modes, mode, disabled, onChange }: ModePickerProps) {
  if (modes.length < 2) return null;
  return (
    <select
      data-mode
      aria-label={t("{title}: how it is given", { title })}
      title={t("A value as it stands, a template with {braces}, or an expression", { braces: "{{ }}" })}
      value={mode}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Mode)}
      className="h-6 shrink-0 rounded-control border border-transparent bg-transparent px-1 text-xs text-muted hover:border-line-strong hover:text-text disabled:hover:border-transparent"
    >
      {modes.map((one) => (
        <option key={one} value={one}>
          {WORDS[one]()}
        </option>
      ))}
    </select>
  );
}
