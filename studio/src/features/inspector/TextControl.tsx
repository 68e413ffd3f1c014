import { useCallback, useRef } from "react";
import type { Schema } from "@/flow/defaults";
import { same } from "@/flow/document";
import { codeOf, holeAround, readingOf } from "@/flow/modes";
import { type Spot, spotsOf, unitsOf } from "@/flow/positions";
import { loneHole } from "@/flow/rhai";
import type { Finding } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { type FieldIds, Input, Textarea } from "@/ui/field";
import { InsertValue } from "./InsertValue";
import { Preview } from "./Preview";
import { TextBox, type TextBoxHandle } from "./text/TextBox";
import { useScope } from "./use-scope";
import { JsonControl } from "./widgets/JsonControl";

interface TextControlProps {
  node: string;
  schema: Schema;
  value: unknown;
  ids: FieldIds & { disabled: boolean; "aria-label"?: string };
  widget: string;
  /** Never looked into: no values can be inserted. */
  literal: boolean;
  language?: "template" | "expression";
  findings?: Finding[];
  pointer?: string;
  isTall?: boolean;
  onChange: (value: unknown) => void;
}

const ROWS: Record<string, number> = { textarea: 3, prompt: 6, code: 8 };
const NONE: Finding[] = [];

/** Text: as it stands where nothing is looked into; else with *Insert value*, pills, completion and a preview. */
export function TextControl(props: TextControlProps) {
  const { value, schema, ids, widget, literal, onChange } = props;
  // A whole list or object cannot be typed over as if it were a text.
  if (typeof value === "object" && value !== null) return <JsonControl ids={ids} value={value} onChange={onChange} />;
  if (!literal) return <OpenText {...props} />;
  const rows = ROWS[widget];
  const shared = { ...ids, value: written(value), placeholder: placeholderOf(schema), onChange: (event: { target: { value: string } }) => onChange(event.target.value === "" ? undefined : event.target.value) };
  return rows ? <Textarea rows={rows} {...shared} className="field-sizing-content max-h-80 resize-y" /> : <Input {...shared} spellCheck={false} className="font-mono" />;
}

function OpenText({ node, schema, value, ids, widget, language = "template", findings = NONE, pointer = "", isTall, onChange }: TextControlProps) {
  const box = useRef<TextBoxHandle>(null);
  const names = useScope(node);
  // What is being typed, with what it was stored as: blanks at its ends are no change from outside.
  const typed = useRef<{ text: string; stored: unknown } | null>(null);
  const inHole = language === "expression" && readingOf(schema) === "template";
  const stored = written(value);
  const shown = typed.current && same(typed.current.stored, value) ? typed.current.text : inHole ? (codeOf(stored) ?? stored) : stored;
  const change = (text: string) => {
    const next = encoded(text, inHole, schema, value);
    typed.current = { text, stored: next };
    onChange(next);
  };
  const now = useRef(change);
  now.current = change;
  const onText = useCallback((text: string) => now.current(text), []);
  const pick = useCallback((path: string) => box.current?.insert(path), []);
  const isCode = language === "expression";
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <TextBox
        ref={box}
        ids={ids}
        language={language}
        text={shown}
        rows={ROWS[widget] ?? 1}
        isTall={isTall}
        placeholder={placeholderOf(schema, inHole)}
        spots={spots(findings, pointer, stored, inHole, shown)}
        names={names}
        onText={onText}
      />
      <Preview text={shown} language={language} />
      <InsertValue names={names} disabled={ids.disabled} onPick={pick} />
      {isCode && widget === "code" && <p className={cx("text-xs text-muted")}>{t("The last line is the result.")}</p>}
    </div>
  );
}

const written = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

function encoded(text: string, inHole: boolean, schema: Schema, before: unknown): unknown {
  if (text.trim() === "" && (inHole || text === "")) return undefined;
  if (inHole) return holeAround(text);
  // Where anything may stand, a number that is changed stays one.
  if (schema.type === undefined && typeof before === "number" && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (schema.type === undefined && typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function spots(findings: Finding[], pointer: string, stored: string, inHole: boolean, shown: string): Spot[] {
  if (findings.length === 0) return [];
  const code = inHole ? (loneHole(stored) ?? codeOf(stored)) : null;
  const offset = code === null ? 0 : Math.max(0, stored.indexOf(code, 2)) - Math.max(0, shown.indexOf(code));
  return spotsOf(findings, pointer, stored, offset).filter((spot) => spot.to <= unitsOf(shown, shown.length));
}

function placeholderOf(schema: Schema, inHole = false): string | undefined {
  const wish = ((schema["x-ui"] ?? {}) as { placeholder?: string; widget?: string }).placeholder;
  if (wish) return inHole ? (codeOf(wish) ?? undefined) : wish;
  const fallback = schema.default;
  if (fallback !== undefined && typeof fallback !== "object") return String(fallback);
  return ((schema["x-ui"] ?? {}) as { widget?: string }).widget === "model" ? t("the organisation’s model") : undefined;
}
