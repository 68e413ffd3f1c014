// Somebody else saved first: both sets of changes against their common base, by node and field. Nothing is dropped; what both
// changed differently is listed for a person to choose, and until then mine stands in the document.
import { freeze, produce } from "immer";
import type { Kinds } from "./connect";
import { connect, renameNode, removeNodes } from "./ops";
import { type Doc, findNode, same, sourceOf, START } from "./document";
import { type Conflict, Decider, isObject, type Json } from "./rebase/decide";
import { mergeFlow } from "./rebase/merge-flow";
import { mergeLayout } from "./rebase/merge-layout";
import { alignIds, itemsById } from "./rebase/renames";
import type { FlowNode } from "./types";

export type { Conflict } from "./rebase/decide";

export interface Rebased {
  doc: Doc;
  conflicts: Conflict[];
  /** How many changes of theirs came in. */
  merged: number;
  /** The nodes they are in; an empty text is the flow itself. */
  touched: ReadonlySet<string>;
  /** How many things moved on the canvas. */
  moved: number;
}

export interface RebaseInput {
  base: Doc;
  mine: Doc;
  theirs: Doc;
  /** What I had sent and never heard of: where theirs is that, it is mine. */
  sent?: Doc[];
  kinds?: Kinds;
}

export function rebase({ base, mine, theirs, sent = [], kinds = new Map() }: RebaseInput): Rebased {
  const decider = new Decider();
  // What is worked out about a flow is kept for those alone that cannot change: looked up a thousand times, the others take seconds.
  for (const { flow } of [base, ...sent, mine, theirs]) freeze(flow, true);
  const sides = alignIds({ was: [base, ...sent], my: mine, their: theirs }, kinds, decider);
  const flow = freeze(mergeFlow(sides, decider), true);
  const layout = mergeLayout({ was: sides.was.map((doc) => doc.layout), my: sides.my.layout, their: sides.their.layout }, decider);
  const nodes = Object.entries(layout.nodes).filter(([id]) => id === START || findNode(flow, id));
  const groups = layout.groups?.map((group) => ({ ...group, nodes: group.nodes.filter((id) => findNode(flow, id)) })).filter((group) => group.nodes.length > 0);
  const doc: Doc = { flow, layout: { ...layout, ...(groups && { groups }), nodes: Object.fromEntries(nodes) } };
  return { doc, conflicts: decider.conflicts, merged: decider.merged, touched: decider.touched, moved: decider.moved };
}

/** How many changes lie between two documents, as people count them. */
export function countChanges(before: Doc, after: Doc): number {
  const { merged, moved } = rebase({ base: before, mine: before, theirs: after });
  return merged + moved;
}

/** What lies between two of my documents, done to a third that others have changed since: theirs wins. */
export function carry(kinds: Kinds) {
  return (from: Doc, to: Doc, onto: Doc): Doc => {
    const { doc, conflicts } = rebase({ base: from, mine: to, theirs: onto, kinds });
    return produce(doc, (draft) => {
      for (const conflict of conflicts) take(draft as Doc, conflict, conflict.theirs, kinds);
    });
  };
}

/** What the document says now where the conflict is. */
export function valueIn(doc: Doc, conflict: Conflict): unknown {
  if (conflict.part === "layout") return walk(doc.layout as unknown as Json, conflict.path);
  if (conflict.node === null) return walk(doc.flow as unknown as Json, conflict.path);
  const node = findNode(doc.flow, conflict.node);
  return node && conflict.path.length > 0 ? walk(node as unknown as Json, conflict.path) : node;
}

/** Questions that a later state of the document has answered by itself are none any more. */
export const stillOpen = (doc: Doc, conflicts: Conflict[]): Conflict[] => conflicts.filter((conflict) => !same(valueIn(doc, conflict), conflict.theirs));

/** Puts a value where the conflict is; `undefined` takes away what is there. The document is an immer draft. */
export function take(doc: Doc, conflict: Conflict, value: unknown, kinds: Kinds): void {
  const { node: id, path } = conflict;
  if (conflict.part === "layout") return put(doc.layout as unknown as Json, path, value);
  if (id === null) return put(doc.flow as unknown as Json, path, value);
  if (path.length === 0) return takeNode(doc, conflict, value);
  if (path[0] === "id" && typeof value === "string") return renameNode(doc, kinds, id, value);
  const node = doc.flow.nodes.find((one) => one.id === id);
  if (node) put(node as unknown as Json, path, value);
}

function takeNode(doc: Doc, { node: id, edges, at }: Conflict, value: unknown): void {
  if (id === null) return;
  if (!isObject(value)) return removeNodes(doc, new Set([id]), false);
  if (doc.flow.nodes.some((node) => node.id === id)) return;
  doc.flow.nodes.push(value as unknown as FlowNode);
  if (at) doc.layout.nodes[id] = at;
  const isThere = (end: string) => end === START || doc.flow.nodes.some((node) => node.id === end);
  for (const edge of edges ?? []) if (isThere(sourceOf(edge).node) && isThere(edge.to)) connect(doc, sourceOf(edge), edge.to);
}

/** Steps of a path are keys, or in a list of things the id of one. */
function walk(value: unknown, path: string[]): unknown {
  let here: unknown = value;
  for (const step of path) here = Array.isArray(here) ? itemsById(here).get(step) : isObject(here) ? here[step] : undefined;
  return here;
}

function put(target: Json, path: string[], value: unknown): void {
  const last = path[path.length - 1] as string;
  let here: unknown = target;
  for (const step of path.slice(0, -1)) {
    if (isObject(here) && here[step] === undefined) here[step] = {};
    here = Array.isArray(here) ? here.find((item) => isObject(item) && item.id === step) : isObject(here) ? here[step] : undefined;
  }
  if (Array.isArray(here)) {
    const index = here.findIndex((item) => isObject(item) && item.id === last);
    if (value === undefined) here.splice(index < 0 ? here.length : index, 1);
    else here.splice(index < 0 ? here.length : index, index < 0 ? 0 : 1, value);
  } else if (isObject(here)) {
    if (value === undefined) delete here[last];
    else here[last] = value;
  }
}
