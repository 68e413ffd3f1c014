// An input that a flow takes, made of its schema: for a command that can be tried as it stands.
type Schema = { type?: string | string[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; enum?: unknown[]; default?: unknown; examples?: unknown[]; title?: string };

/** What must be there, or all of it when nothing must. */
export function sampleInput(schema: unknown): unknown {
  return sample(schema as Schema | undefined, "input");
}

function sample(schema: Schema | undefined, name: string): unknown {
  if (!schema) return {};
  const known = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  if (known !== undefined) return known;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" || schema.properties) {
    const required = schema.required ?? [];
    const shown = Object.entries(schema.properties ?? {}).filter(([key]) => required.length === 0 || required.includes(key));
    return Object.fromEntries(shown.map(([key, inner]) => [key, sample(inner, key)]));
  }
  if (type === "array") return schema.items ? [sample(schema.items, name)] : [];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  return name === "message" ? "My VPN does not connect" : (schema.title ?? name);
}
