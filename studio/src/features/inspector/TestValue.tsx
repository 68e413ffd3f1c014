import { useState } from "react";
import { RotateCcw } from "lucide-react";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";

interface TestValueProps {
  name: string;
  from: "run" | "kept" | "none" | "you";
  /** When the run began, if nobody chose it. */
  last: string | null;
  value: unknown;
  onChange: (value: unknown) => void;
  onReset: () => void;
  onWrong: (isWrong: boolean) => void;
}

/** What a name stands for in the test, as JSON. */
export function TestValue({ name, from, last, value, onChange, onReset, onWrong }: TestValueProps) {
  const [text, setText] = useState(() => (from === "you" ? "" : JSON.stringify(value ?? null, null, 2)));
  const [error, setError] = useState<string | null>(null);
  const change = (next: string) => {
    setText(next);
    if (next.trim() === "" && from === "you") {
      setError(null);
      return onWrong(false);
    }
    let read: unknown;
    try {
      read = JSON.parse(next);
    } catch {
      setError(t("This is no JSON yet. Text stands in quotes."));
      return onWrong(true);
    }
    setError(null);
    onWrong(false);
    onChange(read);
  };
  const origin = { run: last === null ? t("From the run that is shown.") : t("From the run of {time}.", { time: last }), kept: t("Your own value."), you: t("Yours when it runs; what you write here stands instead."), none: t("No run has a value for it: this is an example by its type.") };
  return (
    <Field
      label={name}
      error={error}
      help={origin[from]}
      aside={
        from === "kept" && (
          <IconButton size="sm" label={t("Reset ‘{name}’", { name })} onClick={onReset}>
            <RotateCcw size={13} aria-hidden />
          </IconButton>
        )
      }
    >
      {(ids) => <Textarea {...ids} rows={3} spellCheck={false} className="field-sizing-content max-h-60 font-mono text-xs!" value={text} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
}
