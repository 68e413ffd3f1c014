import { RotateCcw } from "lucide-react";
import type { Schema } from "@/flow/defaults";
import { same } from "@/flow/document";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";

interface ChangedProps {
  title: string;
  schema: Schema;
  value: unknown;
  disabled: boolean;
  onChange: (value: unknown) => void;
}

const EMPTY = [[], {}];

/** A dot where a setting is not what it would be by itself, and the way back. */
export function Changed({ title, schema, value, disabled, onChange }: ChangedProps) {
  const { default: fallback } = schema;
  if (fallback === undefined || value === undefined || same(value, fallback)) return null;
  const isPlain = typeof fallback !== "object";
  const said = isPlain ? String(fallback) : "";
  return (
    <span className="flex items-center">
      <span role="img" aria-label={isPlain ? t("changed from the default, {value}", { value: said }) : t("changed from the default")} title={isPlain ? t("The default is {value}", { value: said }) : undefined} className="mx-1 size-2 rounded-full bg-accent" />
      {!disabled && (
        <IconButton size="sm" className="-my-1 size-6! text-muted!" label={t("Reset {title} to its default", { title })} onClick={() => onChange(EMPTY.some((one) => same(one, fallback)) || isPlain ? undefined : fallback)}>
          <RotateCcw size={13} aria-hidden />
        </IconButton>
      )}
    </span>
  );
}
