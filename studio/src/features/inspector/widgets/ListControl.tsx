import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { propertiesOf, requiredOf, type Schema } from "@/flow/defaults";
import { findingsOf } from "@/flow/describe";
import type { Finding } from "@/flow/types";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { SchemaField } from "../SchemaField";
import { TextControl } from "../TextControl";
import { PortName } from "./PortName";

interface ListProps {
  node: string;
  name: string;
  schema: Schema;
  value: unknown;
  findings: Finding[];
  pointer: string;
  disabled: boolean;
  onChange: (value: unknown) => void;
}

/** Fields that name a port: typed to the end before the flow hears of them, so that connections can follow. */
const PORT_FIELDS = new Set(["port", "name"]);

/** A list of texts, or of objects with a small form each (cases, options, classes, fields). */
export function ListControl({ node, name, schema, value, findings, pointer, disabled, onChange }: ListProps) {
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const item = (schema.items ?? {}) as Schema;
  const fields = propertiesOf(item).toSorted(([, a], [, b]) => order(a) - order(b));
  const put = (next: unknown[]) => onChange(next.length > 0 ? next : undefined);
  const set = (index: number, next: unknown) => put(list.map((one, at) => (at === index ? next : one)));
  const add = () => put([...list, fields.length > 0 ? fresh(item, list) : ""]);
  const up = (index: number) => put(list.map((one, at) => (at === index - 1 ? list[index] : at === index ? list[index - 1] : one)));
  const title = typeof schema.title === "string" ? schema.title : name;
  return (
    <div className="flex flex-col gap-2">
      <ol className="flex flex-col gap-2 empty:hidden">
        {list.map((one, index) => (
          <li key={index} className={fields.length > 0 ? "rounded-card border border-line p-3" : "flex items-start gap-2"}>
            {fields.length > 0 ? (
              <div className="flex flex-col gap-3">
                <div className="-mt-1 -mr-1 flex items-center justify-between">
                  <span className="text-xs font-medium text-muted">
                    {t("{title}, entry {n}", { title, n: index + 1 })}
                  </span>
                  <span className="flex">
                    {index > 0 && (
                      <IconButton size="sm" label={t("Move entry {n} of {title} up", { title, n: index + 1 })} disabled={disabled} onClick={() => up(index)}>
                        <ArrowUp size={14} aria-hidden />
                      </IconButton>
                    )}
                    <IconButton size="sm" label={t("Remove entry {n} of {title}", { title, n: index + 1 })} disabled={disabled} onClick={() => put(list.filter((_, at) => at !== index))}>
                      <Trash2 size={14} aria-hidden />
                    </IconButton>
                  </span>
                </div>
                {fields.map(([key, field]) => {
                  const record = (typeof one === "object" && one !== null ? one : {}) as Record<string, unknown>;
                  const change = (next: unknown) => {
                    const { [key]: _gone, ...rest } = record;
                    set(index, next === undefined ? rest : { ...record, [key]: next });
                  };
                  const path = `${pointer}/${index}/${key}`;
                  const isPort = PORT_FIELDS.has(key) && field["x-mode"] === "literal";
                  return (
                    <div key={key} data-field={path}>
                      {isPort ? (
                        <PortName
                          label={typeof field.title === "string" ? field.title : key}
                          help={typeof field.description === "string" ? field.description : undefined}
                          value={typeof record[key] === "string" ? record[key] : ""}
                          findings={findingsOf(findings, path)}
                          disabled={disabled}
                          onChange={change}
                        />
                      ) : (
                        <SchemaField
                          node={node}
                          name={`${name}.${index}.${key}`}
                          schema={field}
                          value={record[key]}
                          required={requiredOf(item).includes(key)}
                          findings={findingsOf(findings, path)}
                          pointer={path}
                          disabled={disabled}
                          onChange={change}
                        />
                      )}
                    </div>
                  );
                })}
              </div>
            ) : (
              <>
                <TextControl
                  node={node}
                  schema={item}
                  value={one}
                  widget="text"
                  literal={schema["x-mode"] === "literal"}
                  ids={{ id: `${node}-${name}-${index}`, "aria-describedby": undefined, "aria-invalid": undefined, "aria-required": undefined, disabled, ...{ "aria-label": t("{title}, entry {n}", { title, n: index + 1 }) } }}
                  findings={findingsOf(findings, `${pointer}/${index}`)}
                  pointer={`${pointer}/${index}`}
                  onChange={(next) => set(index, numeric(item) && next !== undefined && !Number.isNaN(Number(next)) ? Number(next) : (next ?? ""))}
                />
                <IconButton size="sm" label={t("Remove entry {n} of {title}", { title, n: index + 1 })} disabled={disabled} onClick={() => put(list.filter((_, at) => at !== index))}>
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ol>
      {!disabled && (
        <Button size="sm" className="self-start" aria-label={t("Add to {title}", { title })} onClick={add}>
          <Plus size={13} aria-hidden /> {t("Add")}
        </Button>
      )}
    </div>
  );
}

const numeric = (schema: Schema) => schema.type === "integer" || schema.type === "number";

const order = (schema: Schema) => (schema["x-ui"] as { order?: number } | undefined)?.order ?? 99;

/** A new entry whose port has a name that is free. */
function fresh(item: Schema, list: unknown[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const field of requiredOf(item)) made[field] = "";
  const key = ["port", "name"].find((one) => one in made);
  if (key) {
    const taken = new Set(list.map((one) => (one as Record<string, unknown> | null)?.[key]));
    const names = [list.length === 0 ? "yes" : `way_${list.length + 1}`, ...Array.from({ length: list.length + 2 }, (_, n) => `way_${n + 1}`)];
    made[key] = names.find((one) => !taken.has(one)) ?? "";
  }
  return made;
}
