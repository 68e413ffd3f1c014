import { memo, useMemo, useState } from "react";
import { useEditorState, useTools } from "@/editor/context";
import type { Editor } from "@/editor/store";
import { findNode, START } from "@/flow/document";
import { propertiesOf, requiredOf, type Schema } from "@/flow/defaults";
import { nodeOf, renamePort, setConfig, setField } from "@/flow/ops";
import { findingsAt, findingsOf } from "@/flow/describe";
import { portsOf } from "@/flow/ports";
import { t } from "@/i18n";
import { Field, Input } from "@/ui/field";
import { Markdown } from "@/ui/markdown";
import { FindingNote } from "./FindingNote";
import { IdField } from "./IdField";
import { SchemaField } from "./SchemaField";

const ui = (schema: Schema) => (schema["x-ui"] ?? {}) as { order?: number; advanced?: boolean; widget?: string };
/** Texts that want a page. */
const LONG = new Set(["prompt", "code", "textarea"]);

export function SetupTab({ id, isTall = false }: { id: string; isTall?: boolean }) {
  const { editor } = useTools();
  // The kind alone: what is typed concerns one field, not the form.
  const name = useEditorState((state) => findNode(state.doc.flow, id)?.kind);
  const kind = useEditorState((state) => state.kinds.get(name ?? ""));
  const findings = useEditorState((state) => state.findings);
  const readOnly = useEditorState((state) => state.readOnly);
  if (name === undefined || id === START) return null;
  const mine = findingsAt(findings, id);
  const fields = kind ? propertiesOf(kind.config_schema).toSorted(([, a], [, b]) => (ui(a).order ?? 99) - (ui(b).order ?? 99)) : [];
  const required = kind ? requiredOf(kind.config_schema) : [];
  const placed = new Set(fields.flatMap(([field]) => findingsOf(mine, `/config/${field}`)));
  const rest = mine.filter((finding) => !placed.has(finding) && !/^\/(retry|timeout|on_error)/.test(finding.field ?? ""));
  const draw = ([field, schema]: [string, Schema]) => <ConfigField key={field} id={id} name={field} schema={schema} required={required.includes(field)} isTall={isTall} />;
  const plain = fields.filter(([, schema]) => !ui(schema).advanced);
  const advanced = fields.filter(([, schema]) => ui(schema).advanced);
  const config = findNode(editor.getState().doc.flow, id)?.config;
  const showAdvanced = advanced.some(([field]) => config?.[field] !== undefined || findingsOf(mine, `/config/${field}`).length > 0);
  return (
    <div className="flex flex-col gap-form p-form">
      {rest.map((finding) => (
        <FindingNote key={`${finding.code} ${finding.field} ${finding.cause}`} finding={finding} />
      ))}
      {!kind && <p className="text-danger">{t("The kind ‘{name}’ is not available here. Its settings are kept as they are.", { name })}</p>}
      <div className="grid grid-cols-2 gap-3">
        <IdField id={id} disabled={readOnly} />
        <TitleField id={id} placeholder={kind?.title} disabled={readOnly} />
      </div>
      {plain.map(draw)}
      {advanced.length > 0 && <Advanced open={showAdvanced}>{advanced.map(draw)}</Advanced>}
      {kind && (
        <details className="border-t border-line pt-3 text-muted">
          <summary className="font-medium">{t("About “{kind}”", { kind: kind.title })}</summary>
          <div className="mt-2">
            <Markdown text={kind.help} />
          </div>
        </details>
      )}
    </div>
  );
}

function TitleField({ id, placeholder, disabled }: { id: string; placeholder: string | undefined; disabled: boolean }) {
  const { editor } = useTools();
  const title = useEditorState((state) => findNode(state.doc.flow, id)?.title ?? "");
  return (
    <Field label={t("Title")}>
      {(ids) => (
        <Input
          {...ids}
          disabled={disabled}
          value={title}
          placeholder={placeholder}
          onChange={(event) => editor.edit(t("retitle ‘{node}’", { node: id }), (doc) => setField(doc, id, "title", event.target.value), { key: `${id}.title` })}
        />
      )}
    </Field>
  );
}

interface ConfigFieldProps {
  id: string;
  name: string;
  schema: Schema;
  required: boolean;
  isTall: boolean;
}

/** One setting; while another is typed into, this one rests. */
const ConfigField = memo(function ConfigField({ id, name, schema, required, isTall }: ConfigFieldProps) {
  const { editor } = useTools();
  const value = useEditorState((state) => findNode(state.doc.flow, id)?.config?.[name]);
  const all = useEditorState((state) => state.findings);
  const readOnly = useEditorState((state) => state.readOnly);
  const findings = useMemo(() => findingsOf(findingsAt(all, id), `/config/${name}`), [all, id, name]);
  return (
    <div data-field={`/config/${name}`}>
      <SchemaField node={id} name={name} schema={schema} value={value} required={required} findings={findings} pointer={`/config/${name}`} disabled={readOnly} isTall={isTall && LONG.has(ui(schema).widget ?? "")} onChange={(next) => change(editor, id, name, next)} />
    </div>
  );
});

/** Ports may be named in the config: a connection follows its port's new name. */
function change(editor: Editor, id: string, field: string, value: unknown): void {
  const { kinds } = editor.getState();
  editor.edit(
    t("change {field} of ‘{node}’", { field, node: id }),
    (doc) => {
      const node = nodeOf(doc, id);
      if (!node) return;
      const kind = kinds.get(node.kind);
      const ports = portsOf(node, kind).map((port) => port.name);
      setConfig(doc, id, field, value);
      const names = portsOf(node, kind).map((port) => port.name);
      const gone = ports.filter((name) => !names.includes(name));
      const fresh = names.filter((name) => !ports.includes(name));
      if (ports.length === names.length && gone.length === 1 && fresh.length === 1) renamePort(doc, id, gone[0] as string, fresh[0] as string);
    },
    { key: `${id}.${field}` },
  );
}

function Advanced({ open, children }: { open: boolean; children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} className="border-t border-line pt-3">
      <summary className="font-medium">{t("More settings")}</summary>
      <div className="mt-3 flex flex-col gap-form">{children}</div>
    </details>
  );
}

