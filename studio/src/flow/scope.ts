// What an expression in a node may read, as a tree: types from the declared schemas, values from the run that is watched.
import { ancestors, givenTo } from "./bodies";
import { findNode, START } from "./document";
import type { Schema } from "./defaults";
import { order, upstream } from "./graph";
import { pointed, portsOf } from "./ports";
import { type Path, pathOf, pathText } from "./rhai";
import type { Kinds } from "./connect";
import type { Flow, FlowNode, NodeId, NodeKind } from "./types";

export interface Name {
  /** What is written: `kb.passages`. */
  path: string;
  label: string;
  type: string;
  schema: Schema;
  /** In the run that is watched. */
  value?: unknown;
  /** Worked out when it is asked for: schemas may be deep, and may contain themselves. */
  readonly children: Name[];
}

/** Values of a run, as its nodes see them. */
export interface Seen {
  outputs: Record<NodeId, unknown>;
  input?: unknown;
  state?: Record<string, unknown>;
}

const text: Schema = { type: "string" };
const whole: Schema = { type: "integer" };
const object = (properties: Record<string, Schema>): Schema => ({ type: "object", properties });

/** As the checks know it. */
const GIVEN = {
  conversation: object({ id: text, history: { type: "array", items: object({ role: text, content: text }) } }),
  user: object({ id: text, name: text, email: text, role: text }),
  tenant: object({ id: text, name: text }),
  env: object({ flow: text, version: {}, environment: {} }),
  loop: object({ count: whole }),
  error: object({ code: text, message: text, attempts: whole, retryable: { type: "boolean" } }),
};

export function inScope(flow: Flow, kinds: Kinds, id: NodeId, seen: Seen): Name[] {
  const make = (path: Path, label: string, schema: Schema, value: unknown) => nameOf(flow, path, label, schema, value);
  const names: Name[] = [make(["input"], "input", { type: "object", ...(flow.input as Schema | undefined) }, seen.input)];
  const around = ancestors(flow, id);
  const above = new Set([id, ...around].flatMap((one) => [...upstream(flow, one)]));
  for (const other of order(flow)) {
    // What is around a node has no output yet while the node runs.
    if (!above.has(other) || other === START || other === id || around.includes(other)) continue;
    const node = findNode(flow, other);
    const kind = kinds.get(node?.kind ?? "");
    if (!node) continue;
    const output = outputOf(flow, node, kind);
    const fails = kind !== undefined && portsOf(node, kind).some((port) => port.name === "error");
    const schema = fails && output.properties ? { ...output, properties: { ...(output.properties as object), error: GIVEN.error } } : output;
    names.push(make([other], node.title || kind?.title || other, schema, seen.outputs[other]));
  }
  const given = givenTo(flow, id);
  if (given.item) names.push(itemOf(flow, kinds, id, seen), make(["index"], "index", whole, undefined));
  if (given.loop) names.push(make(["loop"], "loop", GIVEN.loop, undefined));
  if (Object.keys(flow.state ?? {}).length > 0) {
    const properties = Object.fromEntries(Object.entries(flow.state ?? {}).map(([name, channel]) => [name, (channel.schema ?? {}) as Schema]));
    names.push(make(["state"], "state", object(properties), seen.state));
  }
  for (const name of ["conversation", "user", "tenant", "env"] as const) names.push(make([name], name, GIVEN[name], undefined));
  return names;
}

/** One of the list that the nearest For each goes through. */
function itemOf(flow: Flow, kinds: Kinds, id: NodeId, seen: Seen): Name {
  const map = ancestors(flow, id).find((one) => findNode(flow, one)?.kind === "map");
  const items = map === undefined ? undefined : findNode(flow, map)?.config?.items;
  const path = typeof items === "string" ? pathOf(items) : null;
  const list = map === undefined || path === null ? undefined : find(inScope(flow, kinds, map, seen), path);
  const first = list?.children[0];
  return first ? named(["item"], "item", first) : nameOf(flow, ["item"], "item", {}, undefined);
}

/** The same thing under another name. */
function named(path: Path, label: string, name: Name): Name {
  return {
    path: pathText(path),
    label,
    type: name.type,
    schema: name.schema,
    value: name.value,
    get children() {
      return name.children.map((child) => named([...path, ...(pathOf(child.path)?.slice(-1) ?? [])], child.label, child));
    },
  };
}

/** The name that a path leads to. */
export function find(names: Name[], path: Path): Name | undefined {
  let list = names;
  let found: Name | undefined;
  for (let at = 0; at < path.length; at += 1) {
    const wanted = typeof path[at] === "number" ? 0 : path[at];
    found = list.find((name) => pathOf(name.path)?.[at] === wanted);
    if (!found) return undefined;
    list = found.children;
  }
  return found;
}

/** A name and what is in it, so deep and no more than so many. */
export function flat(names: Name[], deep: number, most = 400): Name[] {
  const found: Name[] = [];
  const visit = (list: Name[], depth: number) => {
    for (const name of list) {
      if (found.length >= most) return;
      found.push(name);
      if (depth > 1) visit(name.children, depth - 1);
    }
  };
  visit(names, deep);
  return found;
}

/** The schema of what a node leaves behind. */
export function outputOf(flow: Flow, node: FlowNode, kind: NodeKind | undefined): Schema {
  if (!kind) return {};
  if ("fixed" in kind.output) return kind.output.fixed;
  const own = pointed(node.config, kind.output.from_config.pointer);
  if (typeof own !== "object" || own === null) return kind.output.from_config.fallback;
  return resolved(flow, own as Schema);
}

function resolved(flow: Flow, schema: Schema): Schema {
  let here = schema;
  // A reference that leads round in a circle leads nowhere.
  for (let n = 0; n < 8 && typeof here.$ref === "string"; n += 1) here = (pointed(flow, here.$ref.replace(/^#/, "")) as Schema | undefined) ?? {};
  return here;
}

function nameOf(flow: Flow, path: Path, label: string, given: Schema, value: unknown): Name {
  const schema = resolved(flow, given);
  let children: Name[] | undefined;
  return {
    path: pathText(path),
    label,
    type: typeName(flow, schema) || kindOf(value),
    schema,
    value,
    get children() {
      return (children ??= childrenOf(flow, path, schema, value));
    },
  };
}

function childrenOf(flow: Flow, path: Path, schema: Schema, value: unknown): Name[] {
  if (schema.type === "array" || Array.isArray(value)) {
    const items = (schema.items ?? {}) as Schema;
    const first = Array.isArray(value) ? (value[0] as unknown) : undefined;
    const isKnown = Object.keys(items).length > 0 || first !== undefined;
    return isKnown ? [nameOf(flow, [...path, 0], "[0]", items, first)] : [];
  }
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const record = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const more = typeof schema.additionalProperties === "object" && schema.additionalProperties !== null ? (schema.additionalProperties as Schema) : {};
  return [...new Set([...Object.keys(properties), ...Object.keys(record)])].map((key) => nameOf(flow, [...path, key], key, properties[key] ?? more, record[key]));
}

/** `list of text`: what the schema says, in the words of people who do not write schemas. */
function typeName(flow: Flow, schema: Schema): string {
  const type = Array.isArray(schema.type) ? schema.type.filter((one) => one !== "null")[0] : schema.type;
  if (type === "array") {
    const item = typeName(flow, resolved(flow, (schema.items ?? {}) as Schema));
    return item ? `list of ${item}` : "list";
  }
  return WORDS[String(type ?? (schema.properties ? "object" : ""))] ?? "";
}

const WORDS: Record<string, string> = { string: "text", integer: "number", number: "number", boolean: "yes/no", object: "object", null: "nothing" };

function kindOf(value: unknown): string {
  if (value === undefined) return "";
  if (value === null) return "nothing";
  return Array.isArray(value) ? "list" : (WORDS[typeof value] ?? "");
}
