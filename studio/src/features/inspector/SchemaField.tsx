import { propertiesOf, type Schema } from "@/flow/defaults";
import { readingOf } from "@/flow/modes";
import type { Finding } from "@/flow/types";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Changed } from "./FieldHead";
import { FindingNote } from "./FindingNote";
import { findingsOutside } from "./inner-fields";
import { ModePicker } from "./ModePicker";
import { TextControl } from "./TextControl";
import { type ModeState, useMode } from "./use-mode";
import { Condition, isCondition } from "./widgets/Condition";
import { Choose } from "./widgets/Choose";
import { Duration } from "./widgets/Duration";
import { FlowPicker } from "./widgets/FlowPicker";
import { Group } from "./widgets/Group";
import { JsonControl } from "./widgets/JsonControl";
import { KeyValue } from "./widgets/KeyValue";
import { ListControl } from "./widgets/ListControl";
import { NumberControl } from "./widgets/NumberControl";
import { People } from "./widgets/People";
import { Tools } from "./widgets/Tools";
import { YesNo } from "./widgets/YesNo";

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
  /** The inspector fills the page: texts get room. */
  isTall?: boolean;
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
  // A list that is mostly read from somewhere asks for a line of text; written out, it is a list.
  if (wish === "text" && schema.type === "array") return "list";
  if (wish) return wish;
  if (schema.enum) return "select";
  const type = Array.isArray(schema.type) ? (schema.type[0] as string) : schema.type;
  if (type === "integer" || type === "number") return "number";
  if (type === "boolean") return "boolean";
  if (type === "array") return "list";
  return type === "object" ? "key_value" : "text";
}

const TEXTS = new Set<Widget>(["text", "textarea", "prompt", "expression", "code", "model"]);
/** Made of controls with labels of their own, each with its own mode. */
const PARTS = new Set<Widget>(["people", "tools", "group", "cases", "channel"]);
const LISTS = new Set<Widget>(["list", "key_value"]);

/** Ports and tools hang on these entries: they cannot be worked out while the flow runs. */
const isFixed = (widget: Widget, schema: Schema) => PARTS.has(widget) || widget === "json_schema" || (widget === "list" && propertiesOf((schema.items ?? {}) as Schema).length > 0);

/** One setting: label, mode, control, help, and what the checks say about it. */
export function SchemaField(props: SchemaFieldProps) {
  const { name, schema, value, required, findings, disabled, onChange } = props;
  const widget = widgetOf(schema);
  const given = useMode(schema, value, onChange);
  const mode = isFixed(widget, schema) ? "value" : given.mode;
  const title = typeof schema.title === "string" ? schema.title : name;
  const help = typeof schema.description === "string" ? schema.description : undefined;
  const aside = (
    <span className="flex items-center">
      <Changed title={title} schema={schema} value={value} disabled={disabled} onChange={onChange} />
      {!isFixed(widget, schema) && <ModePicker title={title} modes={given.modes} mode={mode} disabled={disabled} onChange={given.choose} />}
    </span>
  );
  const hasParts = mode === "value" && (PARTS.has(widget) || LISTS.has(widget));
  const said = hasParts ? findingsOutside(findings, { widget, schema, value, pointer: props.pointer }) : findings;
  const notes = (
    <>
      <Aside title={title} given={given} disabled={disabled} />
      {said.map((finding) => (
        <FindingNote key={`${finding.code} ${finding.field} ${finding.cause}`} finding={finding} />
      ))}
    </>
  );
  if (hasParts) {
    return (
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="flex w-full items-center justify-between font-medium">
          <span>
            {title}
            {required && <span className="text-danger" aria-hidden> *</span>}
          </span>
          {aside}
        </legend>
        {help && <p className="text-xs text-muted">{help}</p>}
        <Parts {...props} widget={widget} />
        {notes}
      </fieldset>
    );
  }
  const change = (next: unknown) => {
    given.hold();
    onChange(next);
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label={title} required={required} help={help} aside={aside}>
        {(ids) => {
          const common = { ...ids, disabled, "aria-invalid": findings.some((finding) => finding.severity === "error") ? (true as const) : ids["aria-invalid"] };
          return <Control {...props} ids={common} widget={widget} mode={mode} title={title} onChange={change} />;
        }}
      </Field>
      {notes}
    </div>
  );
}

function Parts(props: SchemaFieldProps & { widget: Widget }) {
  if (props.widget === "people") return <People {...props} />;
  if (props.widget === "tools") return <Tools {...props} />;
  if (props.widget === "group") return <Group {...props} />;
  return props.widget === "key_value" || props.widget === "channel" ? <KeyValue {...props} /> : <ListControl {...props} />;
}

type ControlProps = SchemaFieldProps & { ids: Parameters<typeof TextControl>[0]["ids"]; widget: Widget; mode: ModeState["mode"]; title: string };

function Control(props: ControlProps) {
  const { ids, widget, mode, schema, value, required, onChange } = props;
  if (mode === "expression") {
    if (isCondition(props.name, schema)) return <Condition {...props} literal={false} />;
    return <TextControl {...props} widget={widget === "code" || widget === "prompt" || widget === "textarea" ? widget : "text"} literal={false} language="expression" />;
  }
  if (mode === "template") return <TextControl {...props} widget={TEXTS.has(widget) ? widget : "text"} literal={false} />;
  switch (widget) {
    case "number":
      return <NumberControl ids={ids} schema={schema} value={value} onChange={onChange} />;
    case "boolean":
    case "expression":
      return <YesNo ids={ids} schema={schema} value={value} onChange={onChange} />;
    case "json_schema":
      return <JsonControl ids={ids} value={value} onChange={onChange} />;
    case "flow":
      return <FlowPicker ids={ids} value={value} onChange={onChange} />;
    case "duration":
      return <Duration ids={ids} value={value} onChange={onChange} />;
    case "select":
    case "knowledge_base":
    case "form":
      return <Choose ids={ids} widget={widget} schema={schema} value={value} required={required} onChange={onChange} />;
    default:
      return <TextControl {...props} literal={readingOf(schema) === "literal"} />;
  }
}

/** A text that another mode could not say is offered back until something else stands there. */
function Aside({ title, given, disabled }: { title: string; given: ModeState; disabled: boolean }) {
  if (!given.aside || disabled) return null;
  const text = typeof given.aside.value === "string" ? given.aside.value : JSON.stringify(given.aside.value);
  return (
    <div role="status" className="flex items-start gap-2 rounded-control border border-line bg-sunken px-2.5 py-1.5 text-xs">
      <p className="min-w-0 flex-1 break-words">
        {t("It was:")} <code className="font-mono">{text}</code>
      </p>
      <Button size="sm" onClick={given.bringBack} aria-label={t("Bring back what {title} was", { title })}>
        {t("Bring back")}
      </Button>
    </div>
  );
}

