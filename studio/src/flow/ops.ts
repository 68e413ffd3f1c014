// Edits of a document, each a function that changes an immer draft. Callers decide about history and announcements.
import { t } from "@/i18n";
import { isDraft, original } from "immer";
import { BODY, isContainer, withBodies } from "./bodies";
import { type Clip, spotOf } from "./clip";
import { type Doc, edgeId, type End, fromOf, incoming, OUT, outgoing, sourceOf, START } from "./document";
import { changeGroup, groupNodes, renameInGroups, ungroupNodes } from "./groups";
import { addNote } from "./notes";
import { snap } from "./grid";
import { rewriteNode } from "./rename";
import type { Kinds } from "./connect";
import { type FlowNode, type NodeId, type Point, RESERVED_NAMES } from "./types";

const NAME = /^[a-z][a-z0-9_]*$/;

/** `kb`, `kb_2`, …: an id that expressions can use as a name. */
export function freshId(taken: Iterable<string>, wish: string): NodeId {
  // Places are kept by id in an object, and every object knows a `constructor`.
  const used = new Set([...taken, ...RESERVED_NAMES, "constructor"]);
  const base = wish.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "") || "node";
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}_${n}`;
    if (!used.has(id)) return id;
  }
}

export function addNode(doc: Doc, node: FlowNode, at: Point): void {
  doc.flow.nodes.push(node);
  doc.layout.nodes[node.id] = snap(at);
}

export function connect(doc: Doc, from: End, to: NodeId): void {
  const edge = { from: fromOf(from), to };
  if (!doc.flow.edges.some((other) => edgeId(other) === edgeId(edge))) doc.flow.edges.push(edge);
}

export function disconnect(doc: Doc, ids: ReadonlySet<string>): void {
  doc.flow.edges = doc.flow.edges.filter((edge) => !ids.has(edgeId(edge)));
}

/** Removes nodes, what is in them, and their edges. Healing joins what came before with what came after. */
export function removeNodes(doc: Doc, ids: ReadonlySet<NodeId>, heal: boolean): void {
  const gone = withBodies(doc.flow, ids);
  ungroupNodes(doc, gone);
  for (const id of gone) {
    if (id === START) continue;
    const before = incoming(doc.flow, id).filter((edge) => sourceOf(edge).node !== id);
    const inward = isContainer(nodeOf(doc, id)) ? BODY : null;
    const after = outgoing(doc.flow, id).filter((edge) => !["error", inward].includes(sourceOf(edge).port) && edge.to !== id);
    doc.flow.edges = doc.flow.edges.filter((edge) => edge.to !== id && sourceOf(edge).node !== id);
    if (heal) {
      const next = after.find((edge) => sourceOf(edge).port === OUT) ?? after[0];
      if (next) for (const edge of before) connect(doc, sourceOf(edge), next.to);
    }
    doc.flow.nodes = doc.flow.nodes.filter((node) => node.id !== id);
    delete doc.layout.nodes[id];
  }
}

/** Puts a node that is already in the document between the two ends of an edge. */
export function splice(doc: Doc, edge: string, id: NodeId, port: string): void {
  const found = doc.flow.edges.find((other) => edgeId(other) === edge);
  if (!found || found.to === id || sourceOf(found).node === id) return;
  const to = found.to;
  disconnect(doc, new Set([edge]));
  connect(doc, sourceOf(found), id);
  connect(doc, { node: id, port }, to);
}

/** Onto the grid, unless they were put down beside it on purpose. */
export function moveNodes(doc: Doc, moves: Record<NodeId, Point>, free = false): void {
  for (const [id, { x, y }] of Object.entries(moves)) {
    const to = free ? { x: Math.round(x), y: Math.round(y) } : snap({ x, y });
    const place = doc.layout.nodes[id];
    doc.layout.nodes[id] = place?.pinned ? { ...to, pinned: true } : to;
  }
}

/** The node of a document that is being edited. Looked up in what it was made of: walking the draft would wrap every node on the way. */
export function nodeOf(doc: Doc, id: NodeId): FlowNode | undefined {
  const nodes = isDraft(doc) ? original(doc)?.flow.nodes : undefined;
  const at = nodes?.findIndex((node) => node.id === id) ?? -1;
  const found = at < 0 ? undefined : doc.flow.nodes[at];
  return found?.id === id ? found : doc.flow.nodes.find((node) => node.id === id);
}

/** Sets one config field; `undefined` takes it out, so that the kind's default holds. */
export function setConfig(doc: Doc, id: NodeId, field: string, value: unknown): void {
  const node = nodeOf(doc, id);
  if (!node) return;
  node.config ??= {};
  if (value === undefined) delete node.config[field];
  else node.config[field] = value;
}

/** Sets a field of the node itself (`title`, `retry`, `timeout` …). */
export function setField<K extends keyof FlowNode>(doc: Doc, id: NodeId, field: K, value: FlowNode[K] | undefined): void {
  const node = nodeOf(doc, id);
  if (!node) return;
  if (value === undefined || value === "") delete node[field];
  else node[field] = value;
}

/** Edges follow a port that was renamed in the config (a case, an option, a class). */
export function renamePort(doc: Doc, id: NodeId, before: string, after: string): void {
  for (const edge of doc.flow.edges) {
    if (edge.from === fromOf({ node: id, port: before })) edge.from = fromOf({ node: id, port: after });
  }
}

/** Why a node cannot have this id; `null` when it can. */
export function idRefusal(doc: Doc, id: NodeId, wish: string): string | null {
  if (wish === id) return null;
  if (!NAME.test(wish)) return t("Use small letters, digits and _; begin with a letter.");
  if (wish === START || doc.flow.nodes.some((node) => node.id === wish)) return t("Another node is called ‘{id}’.", { id: wish });
  if (freshId([], wish) !== wish) return t("‘{id}’ has a meaning of its own in expressions.", { id: wish });
  return null;
}

/** Gives a node another id and rewrites every reference to it. */
export function renameNode(doc: Doc, kinds: Kinds, id: NodeId, wish: NodeId): void {
  for (const node of doc.flow.nodes) rewriteNode(node, kinds.get(node.kind), id, wish);
  for (const node of doc.flow.nodes) {
    if (node.id === id) node.id = wish;
    if (node.parent === id) node.parent = wish;
  }
  for (const edge of doc.flow.edges) {
    const source = sourceOf(edge);
    if (source.node === id) edge.from = fromOf({ node: wish, port: source.port });
    if (edge.to === id) edge.to = wish;
  }
  const at = doc.layout.nodes[id];
  if (at) {
    doc.layout.nodes[wish] = at;
    delete doc.layout.nodes[id];
  }
  renameInGroups(doc, id, wish);
}

/** What came of a paste. */
export interface Pasted {
  nodes: NodeId[];
  notes: string[];
}

/** Pastes a clip with fresh ids; references inside the clip follow. */
export function paste(doc: Doc, clip: Clip, kinds: Kinds, offset: Point): Pasted {
  const names = new Map<NodeId, NodeId>();
  const taken = doc.flow.nodes.map((node) => node.id);
  for (const node of clip.nodes) {
    const id = freshId([...taken, ...names.values()], node.id);
    names.set(node.id, id);
  }
  const copies = structuredClone(clip.nodes);
  for (const node of copies) {
    // Through a name nobody can write, so that a swap of two names does not meet itself half-way.
    for (const old of names.keys()) rewriteNode(node, kinds.get(node.kind), old, `${old}__pasted`);
    for (const [old, id] of names) rewriteNode(node, kinds.get(node.kind), `${old}__pasted`, id);
  }
  for (const node of copies) {
    const old = node.id;
    const at = spotOf(clip, old);
    // Its container came along, or it stays in the one it was copied from, or it stands alone.
    const parent = node.parent === undefined ? undefined : (names.get(node.parent) ?? (isContainer(nodeOf(doc, node.parent)) ? node.parent : undefined));
    if (parent === undefined) delete node.parent;
    else node.parent = parent;
    addNode(doc, { ...node, id: names.get(old) as NodeId }, { x: at.x + offset.x, y: at.y + offset.y });
  }
  for (const edge of clip.edges) {
    const source = sourceOf(edge);
    const from = names.get(source.node);
    const to = names.get(edge.to);
    if (from && to) connect(doc, { node: from, port: source.port }, to);
  }
  for (const group of clip.groups) {
    const ids = group.nodes.map((id) => names.get(id)).filter((id) => id !== undefined);
    const made = groupNodes(doc, ids, group.title, group.colour);
    if (made && group.collapsed) changeGroup(doc, made, { collapsed: true });
  }
  const notes = clip.notes.map((note) => addNote(doc, { ...note, x: note.x + offset.x, y: note.y + offset.y }));
  return { nodes: [...names.values()], notes };
}
