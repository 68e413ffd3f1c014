import { Plus, X } from "lucide-react";
import type { Expect } from "@/api/tests";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { Field, Input, Select } from "@/ui/field";
import { JsonEdit } from "@/ui/json-edit";

type Calls = NonNullable<Expect["calls"]>;

interface CallsProps {
  label: string;
  value: Calls;
  nodes: string[];
  onChange: (value: Calls) => void;
  onWrong: (wrong: boolean) => void;
}

/** Which tools are called, how often, with what: “one ticket of priority P2”. */
export function CallsField({ label, value, nodes, onChange, onWrong }: CallsProps) {
  const entries = Object.entries(value);
  const free = nodes.filter((node) => !(node in value));
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{label}</p>
      {entries.map(([node, call]) => {
        const put = (change: Calls[string]) => onChange({ ...value, [node]: change });
        return (
          <div key={node} className="grid items-start gap-2 rounded-control border border-line p-2 sm:grid-cols-[1fr_6rem_2fr_auto]">
            <code className="pt-1 font-mono text-xs">{node}</code>
            <Field label={t("Times")}>{(ids) => <Input {...ids} type="number" min={0} value={call.times ?? ""} onChange={(event) => put({ ...call, times: event.target.value === "" ? undefined : Number(event.target.value) })} />}</Field>
            <JsonEdit label={t("Given, in part")} value={call.args ?? {}} onChange={(args) => put(isEmpty(args) ? { times: call.times } : { ...call, args })} onWrong={onWrong} />
            <IconButton size="sm" label={t("Remove: {node}", { node })} onClick={() => onChange(Object.fromEntries(entries.filter(([one]) => one !== node)))}>
              <X size={14} aria-hidden />
            </IconButton>
          </div>
        );
      })}
      {free.length > 0 && (
        <label className="flex items-center gap-2 text-node">
          <Plus size={14} aria-hidden />
          <span className="sr-only">{t("A call of")}</span>
          <Select className="h-8! w-56!" value="" onChange={(event) => onChange({ ...value, [event.target.value]: { times: 1 } })}>
            <option value="">{t("A call of…")}</option>
            {free.map((node) => (
              <option key={node}>{node}</option>
            ))}
          </Select>
        </label>
      )}
    </div>
  );
}

const isEmpty = (value: unknown) => typeof value === "object" && value !== null && Object.keys(value).length === 0;
