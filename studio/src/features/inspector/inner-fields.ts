// Which fields inside a setting are drawn as fields of their own. Each says itself what is wrong with it, so the setting does not again.
import { propertiesOf, type Schema } from "@/flow/defaults";
import { findingsOf } from "@/flow/describe";
import type { Finding } from "@/flow/types";

interface Setting {
  widget: string;
  schema: Schema;
  value: unknown;
  pointer: string;
}

/** Pointers of the fields that `Group`, `People`, `Tools` and `ListControl` draw. */
function innerFields({ widget, schema, value, pointer }: Setting): string[] {
  const names = (of: Schema) => propertiesOf(of).map(([key]) => key);
  if (widget === "group") return names(schema).map((key) => `${pointer}/${key}`);
  if (widget === "key_value" || widget === "channel" || !Array.isArray(value)) return [];
  const keysOf = (entry: unknown): string[] => {
    const keys = names((schema.items ?? {}) as Schema);
    if (widget !== "tools") return keys;
    const isFlow = (entry as { flow?: unknown } | null)?.flow !== undefined;
    return [...keys.filter((key) => key !== "kind" && key !== "flow"), ...(isFlow ? ["flow"] : [])];
  };
  return value.flatMap((entry: unknown, index) => (widget === "people" ? [`${pointer}/${index}`] : keysOf(entry).map((key) => `${pointer}/${index}/${key}`)));
}

/** What is left to say of the setting as a whole. */
export function findingsOutside(findings: Finding[], setting: Setting): Finding[] {
  if (findings.length === 0) return findings;
  const inside = new Set(innerFields(setting).flatMap((field) => findingsOf(findings, field)));
  return findings.filter((finding) => !inside.has(finding));
}
