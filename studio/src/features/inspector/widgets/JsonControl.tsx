import { useState } from "react";
import { t } from "@/i18n";
import { type FieldIds, Textarea } from "@/ui/field";

interface JsonProps {
  ids: FieldIds & { disabled: boolean };
  value: unknown;
  onChange: (value: unknown) => void;
}

/** JSON as text. Half-typed text stays here; only what parses goes into the flow. */
export function JsonControl({ ids, value, onChange }: JsonProps) {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const shown = text ?? (value === undefined ? "" : JSON.stringify(value, null, 2));
  const change = (next: string) => {
    setText(next);
    if (next.trim() === "") {
      setError(null);
      return onChange(undefined);
    }
    try {
      onChange(JSON.parse(next));
      setError(null);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : t("This is not JSON."));
    }
  };
  return (
    <>
      <Textarea
        {...ids}
        rows={6}
        spellCheck={false}
        aria-invalid={error ? true : ids["aria-invalid"]}
        className="field-sizing-content max-h-80 font-mono text-xs!"
        value={shown}
        onChange={(event) => change(event.target.value)}
        onBlur={() => !error && setText(null)}
      />
      {error && <p className="text-node text-danger">{t("Not saved yet: {reason}", { reason: error })}</p>}
    </>
  );
}
