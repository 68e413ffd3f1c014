import { Plus, Trash2, Workflow } from "lucide-react";
import { useEditorState } from "@/editor/context";
import { propertiesOf, type Schema } from "@/flow/defaults";
import { findingsOf } from "@/flow/describe";
import { KindTile } from "@/nodes/KindTile";
import { findKinds } from "@/nodes/search";
import { Button, IconButton } from "@/ui/button";
import { t } from "@/i18n";
import { Field, Select } from "@/ui/field";
import { SchemaField, type SchemaFieldProps } from "../SchemaField";

type Tool = Record<string, unknown> & { kind?: string; flow?: string };

/** What an agent may use: kinds of node and published flows, each with its name, its words for the model, and what is fixed. */
export function Tools({ node, name, schema, value, findings, pointer, disabled, onChange }: SchemaFieldProps) {
  const kinds = useEditorState((state) => state.kinds);
  const list = Array.isArray(value) ? (value as Tool[]) : [];
  const fields = propertiesOf((schema.items ?? {}) as Schema).filter(([key]) => key !== "kind" && key !== "flow");
  const usable = findKinds([...kinds.values()].filter((kind) => kind.role === "tool"), "");
  const put = (next: Tool[]) => onChange(next.length > 0 ? next : undefined);
  const set = (index: number, next: Tool) => put(list.map((one, at) => (at === index ? next : one)));
  return (
    <div className="flex flex-col gap-2">
      {list.length === 0 && <p className="text-xs text-muted">{t("No tool yet: the model can only answer.")}</p>}
      <ol className="flex flex-col gap-2 empty:hidden">
        {list.map((tool, index) => {
          const isFlow = tool.flow !== undefined;
          const kind = tool.kind === undefined ? undefined : kinds.get(tool.kind);
          const at = `${pointer}/${index}`;
          const change = (key: string, next: unknown) => {
            const { [key]: _gone, ...rest } = tool;
            set(index, next === undefined ? rest : { ...tool, [key]: next });
          };
          const draw = (key: string, field: Schema, required = false) => (
            <div key={key} data-field={`${at}/${key}`}>
              <SchemaField
                node={node}
                name={`${name}.${index}.${key}`}
                schema={field}
                value={tool[key]}
                required={required}
                findings={findingsOf(findings, `${at}/${key}`)}
                pointer={`${at}/${key}`}
                disabled={disabled}
                // A flow's tool with an empty name is still a flow's.
                onChange={(next) => change(key, next ?? (key === "flow" ? "" : undefined))}
              />
            </div>
          );
          return (
            <li key={index} className="flex flex-col gap-3 rounded-card border border-line p-3">
              <div className="-mt-1 -mr-1 flex items-center justify-between gap-2">
                <span className="flex min-w-0 items-center gap-2 font-medium">
                  {isFlow ? <Workflow size={16} aria-hidden className="shrink-0 text-accent" /> : <KindTile kind={kind} />}
                  <span className="truncate">{String(tool.name || (isFlow ? tool.flow || t("a flow") : kind?.title) || t("Tool {n}", { n: index + 1 }))}</span>
                </span>
                <IconButton size="sm" label={t("Remove tool {n}", { n: index + 1 })} disabled={disabled} onClick={() => put(list.filter((_, other) => other !== index))}>
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </div>
              {isFlow ? (
                draw("flow", { type: "string", title: t("Flow"), "x-mode": "literal", "x-ui": { widget: "flow" } }, true)
              ) : (
                <Field label={t("Kind")} required>
                  {(ids) => (
                    <Select {...ids} disabled={disabled} value={tool.kind ?? ""} onChange={(event) => change("kind", event.target.value)}>
                      <option value="">{t("Choose…")}</option>
                      {tool.kind && !usable.some((one) => one.name === tool.kind) && <option value={tool.kind}>{kind?.title ?? tool.kind}</option>}
                      {usable.map((one) => (
                        <option key={one.name} value={one.name}>
                          {one.title}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
              )}
              {fields.map(([key, field]) => draw(key, field))}
            </li>
          );
        })}
      </ol>
      {!disabled && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => put([...list, { kind: "" }])}>
            <Plus size={13} aria-hidden /> {t("Add tool")}
          </Button>
          <Button size="sm" onClick={() => put([...list, { flow: "" }])}>
            <Workflow size={13} aria-hidden /> {t("Add flow")}
          </Button>
        </div>
      )}
    </div>
  );
}
