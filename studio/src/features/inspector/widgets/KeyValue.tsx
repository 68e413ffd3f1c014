import { useState } from "react";
import { Plus, Trash2 } from "lucide-react";
import { useEditorState } from "@/editor/context";
import type { Schema } from "@/flow/defaults";
import { findingsOf } from "@/flow/describe";
import type { Finding } from "@/flow/types";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { Input } from "@/ui/field";
import { TextControl } from "../TextControl";
import { widgetOf } from "../SchemaField";

interface KeyValueProps {
  node: string;
  name: string;
  schema: Schema;
  value: unknown;
  findings: Finding[];
  pointer: string;
  disabled: boolean;
  onChange: (value: unknown) => void;
}

const at = (pointer: string, key: string) => `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** Names with values. For channels the names are those the flow declares. */
export function KeyValue({ node, name, schema, value, findings, pointer, disabled, onChange }: KeyValueProps) {
  const channels = useEditorState((state) => state.doc.flow.state);
  const known = widgetOf(schema) === "channel" ? Object.keys(channels ?? {}) : null;
  const record = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  const [fresh, setFresh] = useState("");
  const put = (next: Record<string, unknown>) => onChange(Object.keys(next).length > 0 ? next : undefined);
  const add = () => {
    const key = fresh.trim();
    if (!key || Object.hasOwn(record, key)) return;
    put({ ...record, [key]: "" });
    setFresh("");
  };
  return (
    <div className="flex flex-col gap-2">
      {Object.entries(record).map(([key, item]) => (
        <div key={key} className="grid grid-cols-[110px_1fr_auto] items-start gap-2">
          <code className="truncate pt-2 font-mono text-xs" title={key}>
            {key}
          </code>
          <TextControl
            node={node}
            schema={{}}
            value={item}
            widget="text"
            literal={schema["x-mode"] === "literal"}
            ids={{ id: `${node}-${name}-${key}`, "aria-describedby": undefined, "aria-invalid": undefined, "aria-required": undefined, disabled, ...{ "aria-label": t("Value of {key}", { key }) } }}
            findings={findingsOf(findings, at(pointer, key))}
            pointer={at(pointer, key)}
            onChange={(next) => put({ ...record, [key]: next ?? "" })}
          />
          <IconButton size="sm" label={t("Remove {key}", { key })} disabled={disabled} onClick={() => put(Object.fromEntries(Object.entries(record).filter(([other]) => other !== key)))}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      {!disabled && (
        <div className="flex gap-2">
          <Input
            aria-label={t("New name in {field}", { field: typeof schema.title === "string" ? schema.title : name })}
            list={known ? `${node}-${name}-known` : undefined}
            placeholder={known ? t("channel") : t("name")}
            className="h-8!"
            value={fresh}
            onChange={(event) => setFresh(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), add())}
          />
          {known && <datalist id={`${node}-${name}-known`}>{known.map((channel) => <option key={channel} value={channel} />)}</datalist>}
          <Button size="sm" onClick={add} disabled={!fresh.trim()}>
            <Plus size={13} aria-hidden /> {t("Add")}
          </Button>
        </div>
      )}
      {known?.length === 0 && <p className="text-xs text-muted">{t("This flow declares no channel yet.")}</p>}
    </div>
  );
}
