import { memo, type RefObject, useCallback, useRef, useState } from "react";
import { Plus } from "lucide-react";
import type { Schema } from "@/flow/defaults";
import { cx } from "@/lib/cx";
import { Button } from "@/ui/button";
import { type FieldIds, Input, Textarea } from "@/ui/field";
import { Popover } from "@/ui/popover";
import { insert } from "./insert";
import { ScopeTree } from "./ScopeTree";

interface TextControlProps {
  node: string;
  name: string;
  schema: Schema;
  value: unknown;
  ids: FieldIds & { disabled: boolean };
  widget: string;
  /** Never looked into: no values can be inserted. */
  literal: boolean;
  onChange: (value: unknown) => void;
}

const ROWS: Record<string, number> = { textarea: 3, prompt: 6, code: 8, expression: 1 };

/** Text with *Insert value*: what is in scope, with the values of the last run. */
export function TextControl({ node, schema, value, ids, widget, literal, onChange }: TextControlProps) {
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const touched = useRef(false);
  const bare = widget === "expression" || widget === "code";
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const ui = (schema["x-ui"] ?? {}) as { placeholder?: string };
  const fallback = schema.default;
  const placeholder = ui.placeholder ?? (fallback !== undefined && typeof fallback !== "object" ? String(fallback) : undefined) ?? (widget === "duration" ? "30s, 5m, 2h, 7d" : widget === "model" ? "the organisation’s model" : undefined);
  const set = (next: string) => onChange(next === "" ? undefined : next);
  const rows = ROWS[widget];
  const shared = {
    ...ids,
    value: text,
    placeholder,
    spellCheck: !bare,
    onFocus: () => {
      touched.current = true;
    },
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  };
  const box = rows ? (
    <Textarea ref={control as RefObject<HTMLTextAreaElement>} rows={rows} {...shared} className={cx("field-sizing-content max-h-80 resize-y", bare && "font-mono text-xs!")} />
  ) : (
    <Input ref={control as RefObject<HTMLInputElement>} {...shared} className={cx((bare || literal) && "font-mono")} />
  );
  // One function for as long as the field lives, so that typing does not draw the button and its panel again.
  const now = useRef({ text, bare, set });
  now.current = { text, bare, set };
  const pick = useCallback((path: string) => {
    const { text, bare, set } = now.current;
    // Where nobody has put the caret yet, the browser says 0; people mean the end.
    const start = touched.current ? (control.current?.selectionStart ?? text.length) : text.length;
    const end = touched.current ? (control.current?.selectionEnd ?? text.length) : text.length;
    const made = insert(text, start, end, path, bare);
    set(made.text);
    requestAnimationFrame(() => {
      control.current?.focus();
      control.current?.setSelectionRange(made.caret, made.caret);
    });
  }, []);
  if (literal || widget === "duration" || widget === "secret") return box;
  return (
    <div className="flex flex-col gap-1">
      {box}
      <InsertValue node={node} disabled={ids.disabled} onPick={pick} />
    </div>
  );
}

const InsertValue = memo(function InsertValue({ node, disabled, onPick }: { node: string; disabled: boolean; onPick: (path: string) => void }) {
  const [open, setOpen] = useState(false);
  if (disabled) return null;
  return (
    <Popover
      label="Values in scope"
      open={open}
      onOpenChange={setOpen}
      align="start"
      className="w-[360px]"
      trigger={
        <Button size="sm" look="ghost" className="self-start text-accent!">
          <Plus size={13} aria-hidden /> Insert value
        </Button>
      }
    >
      <ScopeTree
        node={node}
        onPick={(path) => {
          setOpen(false);
          onPick(path);
        }}
      />
    </Popover>
  );
});
