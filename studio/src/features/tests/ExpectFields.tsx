import { Plus, X } from "lucide-react";
import type { Expect } from "@/api/tests";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { Field, Input, Select, Textarea } from "@/ui/field";
import { JsonEdit } from "@/ui/json-edit";
import { CallsField } from "./CallsField";
import { RubricField } from "./RubricField";
import { fresh, isLines, type Part, PART_WORDS, PARTS, read, write } from "./expectations";

interface ExpectProps {
  /** What they are expected of: turn 1, the whole run. */
  label: string;
  expect: Expect | undefined;
  nodes: string[];
  onChange: (expect: Expect | undefined) => void;
  onWrong: (field: string, wrong: boolean) => void;
}

/** What must hold: one field for each thing that is expected, and a way to expect more. */
export function ExpectFields({ label, expect = {}, nodes, onChange, onWrong }: ExpectProps) {
  const given = PARTS.filter((part) => read(expect, part) !== undefined);
  const put = (part: Part, value: unknown) => {
    const next = write(expect, part, value);
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <fieldset className="flex flex-col gap-3 border-l-2 border-line pl-3">
      <legend className="sr-only">{t("What must hold: {what}", { what: label })}</legend>
      {given.length === 0 && <p className="text-muted">{t("Nothing is expected here.")}</p>}
      {given.map((part) => (
        <div key={part} data-expect={part} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <PartField part={part} label={label} value={read(expect, part)} nodes={nodes} onChange={(value) => put(part, value)} onWrong={(wrong) => onWrong(`${label} ${part}`, wrong)} />
          </div>
          <IconButton size="sm" label={t("Do not expect: {what}", { what: PART_WORDS[part] })} onClick={() => put(part, undefined)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <label className="flex items-center gap-2 text-node">
        <Plus size={14} aria-hidden />
        <span className="sr-only">{t("Expect more: {what}", { what: label })}</span>
        <Select className="h-8! w-64!" value="" onChange={(event) => put(event.target.value as Part, fresh(event.target.value as Part))}>
          <option value="">{t("Expect something more…")}</option>
          {PARTS.filter((part) => !given.includes(part)).map((part) => (
            <option key={part} value={part}>
              {PART_WORDS[part]}
            </option>
          ))}
        </Select>
      </label>
    </fieldset>
  );
}

const HELP: Partial<Record<Part, string>> = {
  contains: t("One on each line; capital and small letters are the same."),
  not_contains: t("One on each line."),
  matches: t("Regular expressions, one on each line."),
  equals: t("All that is said, in order; two empty lines between replies."),
  visits: t("Nodes, one on each line, in this order; with a way out where it matters: found.nothing."),
  never: t("Nodes, one on each line."),
  citations: t("Titles, one on each line."),
  output: t("Fields that are not named may be anything."),
  state: t("Channel by channel."),
  waits: t("A part of what is waited for: the node, the form."),
  tokens: t("In and out together."),
  cost: t("In the currency that the models’ prices are in."),
};

function PartField({ part, label, value, nodes, onChange, onWrong }: { part: Part; label: string; value: unknown; nodes: string[]; onChange: (value: unknown) => void; onWrong: (wrong: boolean) => void }) {
  const word = PART_WORDS[part];
  if (part === "calls") return <CallsField label={word} value={value as NonNullable<Expect["calls"]>} nodes={nodes} onChange={onChange} onWrong={onWrong} />;
  if (part === "output" || part === "state" || part === "waits" || part === "error") return <JsonEdit label={word} value={value} onChange={onChange} onWrong={onWrong} help={HELP[part]} />;
  if (part === "rubric") return <RubricField label={word} value={value as NonNullable<Expect["rubric"]>} onChange={onChange} />;
  if (part === "ends") {
    return (
      <Field label={word}>
        {(ids) => (
          <Select {...ids} value={String(value)} onChange={(event) => onChange(event.target.value)}>
            <option value="completed">{t("done")}</option>
            <option value="waiting">{t("waiting for somebody")}</option>
            <option value="failed">{t("failed")}</option>
            <option value="cancelled">{t("stopped")}</option>
          </Select>
        )}
      </Field>
    );
  }
  if (isLines(part)) {
    // Replies have lines of their own, so two empty ones part them.
    const between = part === "equals" ? "\n\n\n" : "\n";
    const lines = value as string[];
    return (
      <Field label={word} help={HELP[part]}>
        {(ids) => <Textarea {...ids} aria-description={label} rows={Math.min(8, Math.max(1, lines.join(between).split("\n").length))} defaultValue={lines.join(between)} onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split(between).filter((line) => line !== ""))} />}
      </Field>
    );
  }
  return (
    <Field label={word} help={HELP[part]}>
      {(ids) => <Input {...ids} type="number" min={0} step={part === "cost" ? 0.0001 : 1} value={Number(value)} onChange={(event) => onChange(Number(event.target.value))} />}
    </Field>
  );
}
