import { useState } from "react";
import { useEditorState, useTools } from "@/editor/context";
import { findNode, START } from "@/flow/document";
import { propertiesOf, requiredOf, type Schema } from "@/flow/defaults";
import { renamePort, setConfig, setField } from "@/flow/ops";
import { findingsOf } from "@/flow/describe";
import { portsOf } from "@/flow/ports";
import type { FlowNode } from "@/flow/types";
import { Field, Input } from "@/ui/field";
import { Markdown } from "@/ui/markdown";
import { FindingNote } from "./FindingNote";
import { IdField } from "./IdField";
import { SchemaField } from "./SchemaField";

const ui = (schema: Schema) => (schema["x-ui"] ?? {}) as { order?: number; advanced?: boolean };

export function SetupTab({ id }: { id: string }) {
  const { editor } = useTools();
  const node = useEditorState((state) => findNode(state.doc.flow, id));
  const kind = useEditorState((state) => (node ? state.kinds.get(node.kind) : undefined));
  const findings = useEditorState((state) => state.findings);
  const readOnly = useEditorState((state) => state.readOnly);
  if (!node || id === START) return null;
  const mine = findings.filter((finding) => finding.node === id);
  const fields = kind ? propertiesOf(kind.config_schema).toSorted(([, a], [, b]) => (ui(a).order ?? 99) - (ui(b).order ?? 99)) : [];
  const required = kind ? requiredOf(kind.config_schema) : [];
  const placed = new Set(fields.flatMap(([name]) => findingsOf(mine, `/config/${name}`)));
  const rest = mine.filter((finding) => !placed.has(finding) && !/^\/(retry|timeout|on_error)/.test(finding.field ?? ""));

  /** Ports may be named in the config: a connection follows its port's new name. */
  const change = (field: string, value: unknown) => {
    editor.edit(
      `change ${field} of ‘${id}’`,
      (doc) => {
        const before = doc.flow.nodes.find((one) => one.id === id);
        const ports = before ? portsOf(before, kind).map((port) => port.name) : [];
        setConfig(doc, id, field, value);
        const after = doc.flow.nodes.find((one) => one.id === id) as FlowNode;
        const names = portsOf(after, kind).map((port) => port.name);
        const gone = ports.filter((name) => !names.includes(name));
        const fresh = names.filter((name) => !ports.includes(name));
        if (ports.length === names.length && gone.length === 1 && fresh.length === 1) renamePort(doc, id, gone[0] as string, fresh[0] as string);
      },
      { key: `${id}.${field}` },
    );
  };
  const draw = ([name, schema]: [string, Schema]) => (
    <div key={name} data-field={`/config/${name}`}>
      <SchemaField
        node={id}
        name={name}
        schema={schema}
        value={node.config?.[name]}
        required={required.includes(name)}
        findings={findingsOf(mine, `/config/${name}`)}
        pointer={`/config/${name}`}
        disabled={readOnly}
        onChange={(value) => change(name, value)}
      />
    </div>
  );
  const plain = fields.filter(([, schema]) => !ui(schema).advanced);
  const advanced = fields.filter(([, schema]) => ui(schema).advanced);
  const showAdvanced = advanced.some(([name]) => node.config?.[name] !== undefined || findingsOf(mine, `/config/${name}`).length > 0);
  return (
    <div className="flex flex-col gap-4 p-4">
      {rest.map((finding) => (
        <FindingNote key={`${finding.code} ${finding.field} ${finding.cause}`} finding={finding} />
      ))}
      {!kind && <p className="text-danger">The kind ‘{node.kind}’ is not available here. Its settings are kept as they are.</p>}
      <div className="grid grid-cols-2 gap-3">
        <IdField id={id} disabled={readOnly} />
        <Field label="Title">
          {(ids) => (
            <Input
              {...ids}
              disabled={readOnly}
              value={node.title ?? ""}
              placeholder={kind?.title}
              onChange={(event) => editor.edit(`retitle ‘${id}’`, (doc) => setField(doc, id, "title", event.target.value), { key: `${id}.title` })}
            />
          )}
        </Field>
      </div>
      {plain.map(draw)}
      {advanced.length > 0 && <Advanced open={showAdvanced}>{advanced.map(draw)}</Advanced>}
      {kind && (
        <details className="border-t border-line pt-3 text-muted">
          <summary className="font-medium">About “{kind.title}”</summary>
          <div className="mt-2">
            <Markdown text={kind.help} />
          </div>
        </details>
      )}
    </div>
  );
}

function Advanced({ open, children }: { open: boolean; children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} className="border-t border-line pt-3">
      <summary className="font-medium">More settings</summary>
      <div className="mt-3 flex flex-col gap-4">{children}</div>
    </details>
  );
}

