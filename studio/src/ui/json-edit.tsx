import { useState } from "react";
import { Undo2 } from "lucide-react";
import { same } from "@/flow/document";
import { t } from "@/i18n";
import { IconButton } from "./button";
import { Field, Textarea } from "./field";

interface JsonEditProps {
  label: string;
  value: unknown;
  schema?: Record<string, unknown>;
  help?: string;
  /** Without it as many as the text has, up to ten. */
  rows?: number;
  onChange: (value: unknown) => void;
  /** What stands in it is no JSON, or is again. */
  onWrong?: (wrong: boolean) => void;
}

/** A value as JSON that can be changed; what its schema says of it stands below. Text that is no JSON is never passed on. */
export function JsonEdit({ label, value, schema, help, rows, onChange, onWrong }: JsonEditProps) {
  const [first] = useState(() => JSON.stringify(value ?? null, null, 2));
  const [text, setText] = useState(first);
  const [error, setError] = useState<string | null>(null);
  const put = (next: string) => {
    setText(next);
    try {
      const read: unknown = JSON.parse(next);
      setError(null);
      onWrong?.(false);
      onChange(read);
    } catch {
      setError(t("This is no JSON yet. Text stands in quotes."));
      onWrong?.(true);
    }
  };
  const isChanged = error !== null || !same(JSON.parse(text) as unknown, value ?? null);
  return (
    <Field
      label={label}
      error={error}
      help={help ?? hint(schema)}
      aside={
        isChanged && (
          <IconButton size="sm" label={t("As it was: {label}", { label })} onClick={() => put(first)}>
            <Undo2 size={14} aria-hidden />
          </IconButton>
        )
      }
    >
      {(ids) => <Textarea {...ids} rows={rows ?? Math.min(10, text.split("\n").length)} spellCheck={false} className="font-mono text-xs!" value={text} onChange={(event) => put(event.target.value)} />}
    </Field>
  );
}

function hint(schema: Record<string, unknown> | undefined): string | undefined {
  if (!schema) return undefined;
  const type = [schema.type].flat().filter(Boolean).join(" | ");
  const values = Array.isArray(schema.enum) ? schema.enum.map((one) => JSON.stringify(one)).join(", ") : "";
  const fields = Object.keys((schema.properties as object | undefined) ?? {}).join(", ");
  const said = [type, values, fields && `{ ${fields} }`, typeof schema.description === "string" && schema.description].filter(Boolean).join(" · ");
  return said || undefined;
}
