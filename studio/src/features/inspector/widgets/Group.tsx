import { propertiesOf, requiredOf } from "@/flow/defaults";
import { findingsOf } from "@/flow/describe";
import { SchemaField, type SchemaFieldProps } from "../SchemaField";

/** Settings that belong together and have names of their own, such as office hours. */
export function Group({ node, name, schema, value, findings, pointer, disabled, onChange }: SchemaFieldProps) {
  const record = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  const required = requiredOf(schema);
  return (
    <div className="flex flex-col gap-3 border-l-2 border-line pl-3">
      {propertiesOf(schema).map(([key, field]) => (
        <div key={key} data-field={`${pointer}/${key}`}>
          <SchemaField
            node={node}
            name={`${name}.${key}`}
            // What is not looked into as a whole is not looked into in its parts.
            schema={schema["x-mode"] === undefined ? field : { "x-mode": schema["x-mode"], ...field }}
            value={record[key]}
            required={required.includes(key)}
            findings={findingsOf(findings, `${pointer}/${key}`)}
            pointer={`${pointer}/${key}`}
            disabled={disabled}
            onChange={(next) => {
              const { [key]: _gone, ...rest } = record;
              const all = next === undefined ? rest : { ...record, [key]: next };
              onChange(Object.keys(all).length > 0 ? all : undefined);
            }}
          />
        </div>
      ))}
    </div>
  );
}
