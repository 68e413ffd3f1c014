import { useState } from "react";
import { Link2, Pencil } from "lucide-react";
import { literalOf, pathOf } from "@/flow/rhai";
import { find, type Name } from "@/flow/scope";
import { type Clause, needsOperand, type Operand, type Test, testsFor } from "@/flow/sentence";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Button, IconButton } from "@/ui/button";
import { Input, Select } from "@/ui/field";
import { Popover } from "@/ui/popover";
import { ScopeTree } from "../ScopeTree";

interface ClauseRowProps {
  clause: Clause;
  names: () => Name[];
  disabled: boolean;
  isWrong: boolean;
  onChange: (clause: Clause) => void;
}

const WORDS: Record<Test, () => string> = {
  is: () => t("is"),
  is_not: () => t("is not"),
  at_least: () => t("is at least"),
  at_most: () => t("is at most"),
  more: () => t("is more than"),
  less: () => t("is less than"),
  contains: () => t("contains"),
  not_contains: () => t("does not contain"),
  starts: () => t("starts with"),
  not_starts: () => t("does not start with"),
  ends: () => t("ends with"),
  not_ends: () => t("does not end with"),
  empty: () => t("is empty"),
  not_empty: () => t("is not empty"),
  true: () => t("is true"),
  false: () => t("is not true"),
};

/** *confidence of ‘answer’ · is at least · 0.6* */
export function ClauseRow({ clause, names, disabled, isWrong, onChange }: ClauseRowProps) {
  const type = typeOf(clause.subject, names());
  const offered = clause.isLength ? testsFor("number") : [...testsFor(type)];
  const tests = offered.includes(clause.test) ? offered : [clause.test, ...offered];
  const pick = (path: string) => {
    const fitting = testsFor(typeOf(path, names()));
    const test = fitting.includes(clause.test) ? clause.test : (fitting[0] as Test);
    onChange({ subject: path, isLength: false, test, operand: needsOperand(test) ? adapted(clause.operand, typeOf(path, names())) : null });
  };
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
      <PickValue label={clause.isLength ? t("length of {value}", { value: said(clause.subject) }) : clause.subject ? said(clause.subject) : t("Choose a value…")} names={names} disabled={disabled} isWrong={isWrong} onPick={pick} />
      <Select
        aria-label={t("Comparison")}
        className="h-8! w-auto! max-w-44"
        disabled={disabled}
        value={clause.test}
        onChange={({ target }) => {
          const test = target.value as Test;
          onChange({ ...clause, test, operand: needsOperand(test) ? (clause.operand ?? adapted(null, type)) : null });
        }}
      >
        {tests.map((test) => (
          <option key={test} value={test}>
            {WORDS[test]()}
          </option>
        ))}
      </Select>
      {clause.operand && <OperandField operand={clause.operand} type={clause.isLength ? "number" : type} names={names} disabled={disabled} onChange={(operand) => onChange({ ...clause, operand })} />}
    </div>
  );
}

interface OperandProps {
  operand: Operand;
  type: string;
  names: () => Name[];
  disabled: boolean;
  onChange: (operand: Operand) => void;
}

/** A value that is typed, or one that is read from somewhere. */
function OperandField({ operand, type, names, disabled, onChange }: OperandProps) {
  const value = operand.is === "value" ? operand.value : null;
  // Half-typed numbers (`-`, `0.`) stay here until they are numbers.
  const [typed, setTyped] = useState<{ text: string; value: unknown } | null>(null);
  if (operand.is === "path") {
    return (
      <span className="flex min-w-0 items-center">
        <PickValue label={operand.path ? said(operand.path) : t("Choose a value…")} names={names} disabled={disabled} isWrong={false} onPick={(path) => onChange({ is: "path", path })} />
        <IconButton size="sm" label={t("Type a value instead")} disabled={disabled} onClick={() => onChange({ is: "value", value: type === "number" ? 0 : "" })}>
          <Pencil size={13} aria-hidden />
        </IconButton>
      </span>
    );
  }
  const shown = typed && Object.is(typed.value, value) ? typed.text : value === null ? "" : String(value);
  const change = (text: string) => {
    const next = valueOf(text, type, value);
    setTyped({ text, value: next });
    onChange({ is: "value", value: next });
  };
  return (
    <span className="flex min-w-32 flex-1 items-center">
      <Input aria-label={t("Compared with")} className="h-8! min-w-16" inputMode={type === "number" ? "decimal" : undefined} placeholder={value === null ? t("nothing") : undefined} disabled={disabled} value={shown} onChange={({ target }) => change(target.value)} />
      <IconButton size="sm" label={t("Compare with a value from the flow")} disabled={disabled} onClick={() => onChange({ is: "path", path: "" })}>
        <Link2 size={13} aria-hidden />
      </IconButton>
    </span>
  );
}

/** A number where numbers are compared; where nothing is known, what it looks like. */
function valueOf(text: string, type: string, before: unknown): string | number | boolean | null {
  if (type === "text" || (type !== "number" && typeof before === "string" && before !== "")) return text;
  const written = literalOf(text);
  if (typeof written === "number") return written;
  if (type === "number") return typeof before === "number" ? before : 0;
  return typeof written === "boolean" ? written : text;
}

const adapted = (operand: Operand | null, type: string): Operand => {
  if (operand?.is === "path") return operand;
  const value = operand?.value ?? "";
  if (type === "number") return { is: "value", value: typeof value === "number" ? value : 0 };
  return { is: "value", value: type === "text" ? String(value) : value };
};

const typeOf = (path: string, names: Name[]): string => find(names, pathOf(path) ?? [])?.type ?? "";

/** `confidence of ‘answer’`; a longer path as the pill shows it. */
function said(path: string): string {
  const steps = pathOf(path) ?? [path];
  const [root, member] = steps;
  if (steps.length === 2 && typeof member === "string") return t("{member} of ‘{node}’", { member, node: String(root) });
  return steps.map((step) => (typeof step === "number" ? `[${step}]` : step)).join(" › ");
}

function PickValue({ label, names, disabled, isWrong, onPick }: { label: string; names: () => Name[]; disabled: boolean; isWrong: boolean; onPick: (path: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("Values in scope")}
      open={open}
      onOpenChange={setOpen}
      className="w-[360px]"
      trigger={
        <Button size="sm" disabled={disabled} className={cx("h-8! max-w-full min-w-0 shrink! border-line!", isWrong ? "bg-danger-soft! text-danger!" : "bg-accent-soft! text-accent!")}>
          <span className="truncate">{label}</span>
        </Button>
      }
    >
      <ScopeTree
        names={names}
        onPick={(path) => {
          setOpen(false);
          onPick(path);
        }}
      />
    </Popover>
  );
}
