// What an expression in a node may read, as a tree to pick from.
import { givenTo } from "./bodies";
import { findNode, START } from "./document";
import type { Schema } from "./defaults";
import { order, upstream } from "./graph";
import { pointed } from "./ports";
import type { Kinds } from "./connect";
import type { Flow, FlowNode, NodeId, NodeKind } from "./types";

export interface Name {
  /** What is written: `kb.passages`. */
  path: string;
  label: string;
  type: string;
  /** From the last run that was watched. */
  value?: unknown;
  children: Name[];
}

const TEXT: Schema = { type: "string" };

/** `outputs` are the node outputs of the last run that was watched. */
export function inScope(flow: Flow, kinds: Kinds, id: NodeId, outputs: Record<NodeId, unknown>, input?: unknown): Name[] {
  const names: Name[] = [tree("input", "input", { type: "object", ...(flow.input as Schema | undefined) }, input)];
  const above = upstream(flow, id);
  for (const other of order(flow)) {
    if (!above.has(other) || other === START || other === id) continue;
    const node = findNode(flow, other);
    if (node) names.push(tree(other, node.title || kinds.get(node.kind)?.title || other, outputOf(flow, node, kinds.get(node.kind)), outputs[other]));
  }
  const given = givenTo(flow, id);
  if (given.item) names.push(tree("item", "item", {}, undefined), tree("index", "index", { type: "integer" }, undefined));
  if (given.loop) names.push(tree("loop", "loop", { type: "object", properties: { count: { type: "integer" } } }, undefined));
  if (Object.keys(flow.state ?? {}).length > 0) {
    const properties = Object.fromEntries(Object.entries(flow.state ?? {}).map(([name, channel]) => [name, channel.schema ?? {}]));
    names.push(tree("state", "state", { type: "object", properties }, undefined));
  }
  names.push(tree("conversation", "conversation", { type: "object", properties: { id: TEXT, history: { type: "array" } } }, undefined));
  names.push(tree("user", "user", { type: "object", properties: { id: TEXT, name: TEXT, email: TEXT, role: TEXT } }, undefined));
  names.push(tree("tenant", "tenant", { type: "object", properties: { id: TEXT, name: TEXT } }, undefined));
  names.push(tree("env", "env", { type: "object", properties: { flow: TEXT, version: TEXT } }, undefined));
  return names;
}

/** The schema of what a node leaves behind. */
export function outputOf(flow: Flow, node: FlowNode, kind: NodeKind | undefined): Schema {
  if (!kind) return {};
  if ("fixed" in kind.output) return kind.output.fixed;
  const own = pointed(node.config, kind.output.from_config.pointer);
  if (typeof own !== "object" || own === null) return kind.output.from_config.fallback;
  const reference = (own as Schema).$ref;
  if (typeof reference === "string") return (pointed(flow, reference.replace(/^#/, "")) as Schema | undefined) ?? {};
  return own as Schema;
}

function tree(path: string, label: string, schema: Schema, value: unknown, depth = 0): Name {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const known = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const keys = [...new Set([...Object.keys(properties), ...known])];
  const children =
    depth >= 4
      ? []
      : keys.map((key) => tree(path + accessor(key), key, properties[key] ?? {}, (value as Record<string, unknown> | undefined)?.[key], depth + 1));
  const type = typeof schema.type === "string" ? schema.type : kindOf(value);
  return { path, label, type, value, children };
}

/** A key that is not a name is read with brackets. */
const accessor = (key: string) => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

function kindOf(value: unknown): string {
  if (value === undefined) return "";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
