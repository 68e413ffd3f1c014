// A value that a schema describes, for people to change: what is suggested first, else the emptiest that fits.
import { propertiesOf, type Schema } from "./defaults";

const DEEPEST = 6;

export function sample(schema: Schema | undefined, depth = 0): unknown {
  if (!schema || depth > DEEPEST) return null;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  const examples = schema.examples as unknown[] | undefined;
  if (examples?.length) return examples[0];
  const values = schema.enum as unknown[] | undefined;
  if (values?.length) return values[0];
  const choice = ((schema.oneOf ?? schema.anyOf) as Schema[] | undefined)?.[0];
  if (choice) return sample(choice, depth + 1);
  const type = Array.isArray(schema.type) ? (schema.type as string[]).find((one) => one !== "null") : schema.type;
  switch (type) {
    case "string":
      return "";
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 0;
    case "boolean":
      return false;
    case "array":
      return schema.items ? [sample(schema.items as Schema, depth + 1)] : [];
    default:
      return type === "object" || schema.properties ? Object.fromEntries(propertiesOf(schema).map(([name, field]) => [name, sample(field, depth + 1)])) : null;
  }
}
