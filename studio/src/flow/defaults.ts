// What a new node starts with: the defaults of its schema that a person would otherwise have to type.
import { pointed } from "./ports";
import type { NodeKind } from "./types";

export type Schema = Record<string, unknown>;

export const propertiesOf = (schema: Schema): [string, Schema][] =>
  Object.entries((schema.properties as Record<string, Schema> | undefined) ?? {});

export const requiredOf = (schema: Schema): string[] => (schema.required as string[] | undefined) ?? [];

/** Required fields with a default, and lists that ports come from: a branch without a port is of no use. */
export function startConfig(kind: NodeKind): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  const required = requiredOf(kind.config_schema);
  for (const [name, schema] of propertiesOf(kind.config_schema)) {
    if (schema.default !== undefined && required.includes(name)) config[name] = schema.default;
  }
  for (const source of kind.ports) {
    if (!("each" in source)) continue;
    const list = source.each.list.replace(/^\//, "");
    const schema = pointed(kind.config_schema, `/properties/${list}`) as Schema | undefined;
    if (!schema || config[list] !== undefined || source.each.name === "") continue;
    const item = (schema.items ?? {}) as Schema;
    const element: Record<string, unknown> = {};
    for (const field of requiredOf(item)) {
      const property = propertiesOf(item).find(([name]) => name === field)?.[1] ?? {};
      element[field] = property.default ?? (property.type === "array" ? [] : "");
    }
    element[source.each.name.replace(/^\//, "")] = kind.name === "ask_user" || kind.name === "condition" ? "yes" : "first";
    if (kind.name === "ask_user") element.label ??= "Yes";
    if (element.label === "") element.label = "Yes";
    config[list] = [element];
  }
  return config;
}
