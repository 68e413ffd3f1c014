import { useState } from "react";
import { Braces } from "lucide-react";
import { propertiesOf, type Schema } from "@/flow/defaults";
import type { Finding } from "@/flow/types";
import { IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { FindingNote } from "./FindingNote";
import { TextControl } from "./TextControl";
import { Choose } from "./widgets/Choose";
import { FlowPicker } from "./widgets/FlowPicker";
import { Group } from "./widgets/Group";
import { JsonControl } from "./widgets/JsonControl";
import { KeyValue } from "./widgets/KeyValue";
import { ListControl } from "./widgets/ListControl";
import { NumberControl } from "./widgets/NumberControl";
import { People } from "./widgets/People";
import { Tools } from "./widgets/Tools";

export interface SchemaFieldProps {
  node: string;
  name: string;
  schema: Schema;
  value: unknown;
  required: boolean;
  findings: Finding[];
  /** JSON pointer within the node, for findings of inner fields. */
  pointer: string;
  disabled: boolean;
  onChange: (value: unknown) => void;
}

type Widget =
  | "text" | "textarea" | "prompt" | "expression" | "code" | "number" | "boolean" | "select" | "duration" | "knowledge_base"
  | "model" | "secret" | "form" | "key_value" | "channel" | "list" | "cases" | "json_schema" | "flow" | "people" | "tools" | "group";

/** The widget a schema asks for; without a wish, the one its type suggests. */
export function widgetOf(schema: Schema): Widget {
  const wish = (schema["x-ui"] as { widget?: Widget } | undefined)?.widget;
  // Names that the schema knows are settings of their own, not free names with values.
  if (wish === "key_value" && propertiesOf(schema).length > 0) return "group";
  if (wish) return wish;
  if (schema.enum) return "select";
  const type = Array.isArray(schema.type) ? (schema.type[0] as string) : schema.type;
  if (type === "integer" || type === "number") return "number";
  if (type === "boolean") return "boolean";
  if (type === "array") return "list";
  return type === "object" ? "key_value" : "text";
}

const TEXTS: Widget[] = ["text", "textarea", "prompt", "expression", "code", "duration", "model", "secret"];
/** Made of controls with labels of their own, each with its own mode. */
const OWN = new Set<Widget>(["people", "tools", "group"]);
const isTemplate = (value: unknown) => typeof value === "string" && value.includes("{{");

/** One setting: label, control, help, and what the checks say about it. */
export function SchemaField(props: SchemaFieldProps) {
  const { name, schema, value, required, findings, disabled, onChange } = props;
  const widget = widgetOf(schema);
  const title = typeof schema.title === "string" ? schema.title : name;
  const help = typeof schema.description === "string" ? schema.description : undefined;
  const literal = schema["x-mode"] === "literal";
  const isText = TEXTS.includes(widget);
  const [asTemplate, setAsTemplate] = useState(!isText && isTemplate(value));
  const canTemplate = !isText && !literal && widget !== "cases" && widget !== "json_schema" && widget !== "channel" && !OWN.has(widget);
  const hasOwnLabels = !asTemplate && (widget === "list" || widget === "cases" || widget === "key_value" || widget === "channel" || OWN.has(widget));
  const toggle = canTemplate && (
    <IconButton
      size="sm"
      label={asTemplate ? `${title}: enter a value` : `${title}: use a template`}
      aria-pressed={asTemplate}
      disabled={disabled}
      className={asTemplate ? "bg-accent-soft text-accent!" : "text-muted!"}
      onClick={() => {
        setAsTemplate(!asTemplate);
        if (asTemplate && isTemplate(value)) onChange(undefined);
      }}
    >
      <Braces size={14} aria-hidden />
    </IconButton>
  );
  const notes = findings.map((finding) => <FindingNote key={`${finding.code} ${finding.field} ${finding.cause}`} finding={finding} />);
  if (hasOwnLabels) {
    return (
      <fieldset className="flex flex-col gap-2">
        <legend className="flex w-full items-center justify-between font-medium">
          <span>
            {title}
            {required && <span className="text-danger" aria-hidden> *</span>}
          </span>
          {toggle}
        </legend>
        {help && <p className="text-xs text-muted">{help}</p>}
        {widget === "people" ? <People {...props} /> : widget === "tools" ? <Tools {...props} /> : widget === "group" ? <Group {...props} /> : widget === "key_value" || widget === "channel" ? <KeyValue {...props} /> : <ListControl {...props} />}
        {notes}
      </fieldset>
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <Field label={title} required={required} help={help} aside={toggle || undefined}>
        {(ids) => {
          const common = { ...ids, disabled, "aria-invalid": findings.length > 0 ? (true as const) : ids["aria-invalid"] };
          if (isText || asTemplate) {
            return <TextControl {...props} ids={common} widget={asTemplate ? "text" : widget} literal={literal && widget !== "expression" && widget !== "code"} />;
          }
          if (widget === "number") return <NumberControl ids={common} schema={schema} value={value} onChange={onChange} />;
          if (widget === "boolean") {
            return <input {...common} type="checkbox" className="size-5 self-start" checked={value === true || (value === undefined && schema.default === true)} onChange={(event) => onChange(event.target.checked)} />;
          }
          if (widget === "json_schema") return <JsonControl ids={common} value={value} onChange={onChange} />;
          if (widget === "flow") return <FlowPicker ids={common} value={value} onChange={onChange} />;
          return <Choose ids={common} widget={widget} schema={schema} value={value} required={required} onChange={onChange} />;
        }}
      </Field>
      {notes}
    </div>
  );
}
