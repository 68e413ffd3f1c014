// Somebody else saved first: both sets of changes against their common base, by node and field. Nothing is dropped; what both
// changed differently is listed for a person to choose.
import { edgeId, same } from "./document";
import type { Flow, FlowEdge, FlowNode } from "./types";

export interface Conflict {
  /** `answer /config/prompt`; unique in one rebase. */
  key: string;
  node: string | null;
  field: string;
  mine: unknown;
  theirs: unknown;
}

export interface Rebased {
  flow: Flow;
  conflicts: Conflict[];
  /** How many changes of theirs came in. */
  merged: number;
}

export type Choice = "mine" | "theirs";

const GONE = Symbol("gone");
type Maybe = unknown | typeof GONE;

/** Where both changed the same field, `choices` decides; without a choice mine stays in the result, listed as a conflict. */
export function rebase(base: Flow, mine: Flow, theirs: Flow, choices: Record<string, Choice> = {}): Rebased {
  const conflicts: Conflict[] = [];
  let merged = 0;

  const decide = (node: string | null, field: string, was: Maybe, my: Maybe, their: Maybe): Maybe => {
    if (equal(my, their)) return my;
    if (equal(their, was)) return my;
    merged += 1;
    if (equal(my, was)) return their;
    const key = `${node ?? "flow"} ${field}`;
    conflicts.push({ key, node, field, mine: shown(my), theirs: shown(their) });
    return choices[key] === "theirs" ? their : my;
  };

  const flow = { ...mine } as unknown as Record<string, unknown>;
  const tops = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)]);
  for (const field of tops) {
    if (field === "nodes" || field === "edges") continue;
    put(flow, field, decide(null, `/${field}`, at(base, field), at(mine, field), at(theirs, field)));
  }

  const nodes: FlowNode[] = [];
  const ids = [...mine.nodes.map((n) => n.id), ...theirs.nodes.map((n) => n.id).filter((id) => !has(mine.nodes, id))];
  for (const id of ids) {
    const was = one(base.nodes, id);
    const my = one(mine.nodes, id);
    const their = one(theirs.nodes, id);
    if (my && their) nodes.push(mergeNode(id, was, my, their, decide));
    else {
      const left = decide(id, "", was ?? GONE, my ?? GONE, their ?? GONE);
      if (left !== GONE) nodes.push(left as FlowNode);
    }
  }

  const edges: FlowEdge[] = [];
  const kept = new Set(nodes.map((node) => node.id)).add("start");
  for (const edge of [...mine.edges, ...theirs.edges]) {
    const id = edgeId(edge);
    if (edges.some((other) => edgeId(other) === id)) continue;
    const inBase = base.edges.some((other) => edgeId(other) === id);
    const inMine = mine.edges.some((other) => edgeId(other) === id);
    const inTheirs = theirs.edges.some((other) => edgeId(other) === id);
    if (inMine !== inTheirs && inTheirs !== inBase) merged += 1;
    const wanted = inBase ? inMine && inTheirs : true;
    if (wanted && kept.has(edge.to) && kept.has(edge.from.split(".")[0] as string)) edges.push(edge);
  }
  return { flow: { ...(flow as unknown as Flow), nodes, edges }, conflicts, merged };
}

type Decide = (node: string | null, field: string, was: Maybe, my: Maybe, their: Maybe) => Maybe;

function mergeNode(id: string, was: FlowNode | undefined, my: FlowNode, their: FlowNode, decide: Decide): FlowNode {
  const result: Record<string, unknown> = {};
  const keys = new Set([...Object.keys(my), ...Object.keys(their), ...Object.keys(was ?? {})]);
  for (const key of keys) {
    if (key === "config") continue;
    put(result, key, decide(id, `/${key}`, at(was, key), at(my, key), at(their, key)));
  }
  const fields = new Set([my.config, their.config, was?.config].flatMap((config) => Object.keys(config ?? {})));
  const config: Record<string, unknown> = {};
  for (const field of fields) {
    put(config, field, decide(id, `/config/${field}`, at(was?.config, field), at(my.config, field), at(their.config, field)));
  }
  if (Object.keys(config).length > 0) result.config = config;
  return result as unknown as FlowNode;
}

const equal = (a: Maybe, b: Maybe) => (a === GONE || b === GONE ? a === b : same(a, b));
const shown = (value: Maybe) => (value === GONE ? undefined : value);
const at = (value: object | undefined, key: string): Maybe =>
  value && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : GONE;
const one = (nodes: FlowNode[], id: string) => nodes.find((node) => node.id === id);
const has = (nodes: FlowNode[], id: string) => one(nodes, id) !== undefined;

function put(target: Record<string, unknown>, key: string, value: Maybe): void {
  if (value === GONE) delete target[key];
  else target[key] = value;
}
