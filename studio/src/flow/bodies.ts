// Nodes inside nodes: whose body a node is part of, what goes with it, and where its frame is drawn.
import { t } from "@/i18n";
import { findNode, outgoing, shapeOf, sourceOf, START } from "./document";
import type { End } from "./document";
import { order } from "./graph";
import type { Flow, FlowNode, Layout, NodeId, Point } from "./types";

/** Kinds that have a body, which begins where their port `body` leads. */
export const CONTAINERS: ReadonlySet<string> = new Set(["map", "loop"]);
export const BODY = "body";

export const isContainer = (node: FlowNode | undefined): boolean => node !== undefined && CONTAINERS.has(node.kind);

/** The container a node is in; a name that means nothing any more is nobody. */
export function parentOf(flow: Flow, id: NodeId): NodeId | undefined {
  const parent = findNode(flow, id)?.parent;
  return parent !== undefined && isContainer(findNode(flow, parent)) ? parent : undefined;
}

/** The containers around a node, the nearest first. A circle of parents, which only a broken document has, ends where it closes. */
export function ancestors(flow: Flow, id: NodeId): NodeId[] {
  const found: NodeId[] = [];
  for (let at = parentOf(flow, id); at !== undefined && at !== id && !found.includes(at); at = parentOf(flow, at)) found.push(at);
  return found;
}

/** Where what follows a port lives: inside, for the port `body` of a container; else beside the node. */
export const homeOf = (flow: Flow, end: End): NodeId | undefined =>
  end.port === BODY && isContainer(findNode(flow, end.node)) ? end.node : parentOf(flow, end.node);

/** The given nodes and everything in them. */
export function withBodies(flow: Flow, ids: Iterable<NodeId>): Set<NodeId> {
  const all = new Set(ids);
  const inside = new Map<NodeId, NodeId[]>();
  for (const node of flow.nodes) {
    if (node.parent !== undefined) inside.set(node.parent, [...(inside.get(node.parent) ?? []), node.id]);
  }
  // A set that grows while it is walked is walked to its end.
  for (const id of all) if (isContainer(findNode(flow, id))) for (const child of inside.get(id) ?? []) all.add(child);
  return all;
}

/** These moves, and that what is in a moved container goes along by the same way, unless it is moved itself. */
export function carried(flow: Flow, layout: Layout, moves: Record<NodeId, Point>): Record<NodeId, Point> {
  const all = { ...moves };
  // The outer ones first, so that an inner container is carried with what is in it.
  for (const { id } of nested(flow)) {
    const [to, from] = [all[id], layout.nodes[id]];
    if (!to || !from || !isContainer(findNode(flow, id))) continue;
    for (const inner of flow.nodes) {
      const at = inner.parent === id ? layout.nodes[inner.id] : undefined;
      if (at && !moves[inner.id]) all[inner.id] = { x: at.x + to.x - from.x, y: at.y + to.y - from.y };
    }
  }
  return all;
}

/** The innermost container whose frame is around a point. */
export function frameAt(flow: Flow, layout: Layout, at: Point, size: { width: number; height: number }): NodeId | undefined {
  const boxes = new Map(Object.entries(layout.nodes).map(([id, spot]) => [id, { ...spot, ...size }]));
  const around = framesOf(flow, boxes).filter(({ box }) => at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y && at.y <= box.y + box.height);
  return around.at(-1)?.id;
}

interface Row {
  id: NodeId;
  depth: number;
}

const rowsOf = new WeakMap<Flow, Row[]>();

/** Each node before what is in it, which follows at once, one deeper. */
export function nested(flow: Flow): Row[] {
  const shape = shapeOf(flow);
  const known = rowsOf.get(shape);
  if (known) return known;
  const inside = new Map<NodeId | undefined, NodeId[]>();
  for (const id of order(flow)) {
    const parent = ancestors(flow, id).includes(id) ? undefined : parentOf(flow, id);
    const siblings = inside.get(parent);
    if (siblings) siblings.push(id);
    else inside.set(parent, [id]);
  }
  const rows: Row[] = [];
  const placed = new Set<NodeId>();
  const visit = (parent: NodeId | undefined, depth: number) => {
    for (const id of inside.get(parent) ?? []) {
      if (placed.has(id)) continue;
      placed.add(id);
      rows.push({ id, depth });
      visit(id, depth + 1);
    }
  };
  visit(undefined, 0);
  for (const id of order(flow)) if (!placed.has(id)) rows.push({ id, depth: 0 });
  if (Object.isFrozen(shape)) rowsOf.set(shape, rows);
  return rows;
}

/** What expressions of a body may read beside everything else: the nearest container of each kind gives the names. */
export function givenTo(flow: Flow, id: NodeId): { item: boolean; loop: boolean } {
  const kinds = ancestors(flow, id).map((one) => findNode(flow, one)?.kind);
  return { item: kinds.includes("map"), loop: kinds.includes("loop") };
}

/** For the layout: what follows a container comes after its whole body, so each step of the body leads there too. */
export function afterBody(flow: Flow, id: NodeId): NodeId[] {
  return ancestors(flow, id).flatMap((owner) => outgoing(flow, owner).filter((edge) => sourceOf(edge).port !== BODY).map((edge) => edge.to));
}

export type Joining = { refused: string } | { parent: NodeId | undefined; moves: ReadonlySet<NodeId> };

/**
 * What connecting two nodes means for the bodies they are in. Edges never cross the border of a body; nodes that nothing leads to yet
 * go where they are connected to, with everything they are connected with.
 */
export function joining(flow: Flow, from: End, to: NodeId): Joining {
  const home = homeOf(flow, from);
  const there = parentOf(flow, to);
  if (there === home) return { parent: home, moves: new Set() };
  const target = loose(flow, to);
  const around = home === undefined ? [] : [home, ...ancestors(flow, home)];
  if (target && !target.has(from.node) && !around.some((id) => target.has(id))) return { parent: home, moves: target };
  const source = from.port === BODY && home === from.node ? null : loose(flow, from.node);
  const beyond = there === undefined ? [] : [there, ...ancestors(flow, there)];
  if (source && !source.has(to) && !beyond.some((id) => source.has(id))) return { parent: there, moves: source };
  return { refused: border(flow, from, to, home, there) };
}

function border(flow: Flow, from: End, to: NodeId, home: NodeId | undefined, there: NodeId | undefined): string {
  if (there !== undefined && there === from.node) return t("‘{to}’ is inside ‘{there}’: only the port ‘body’ leads in.", { to, there });
  if (home !== undefined && home === from.node) return t("‘{to}’ is not part of the body of ‘{home}’. Add the step inside, or connect one that nothing leads to yet.", { to, home });
  if (there === undefined) return t("‘{from}’ is inside ‘{home}’ and ‘{to}’ is not. What follows the body is connected to ‘{home}’ itself.", { from: from.node, to, home: home ?? "" });
  if (home === undefined || ancestors(flow, there).includes(home)) return t("‘{to}’ is inside ‘{there}’: only the port ‘body’ of ‘{there}’ leads in.", { to, there });
  return t("‘{from}’ is inside ‘{home}’ and ‘{to}’ is inside ‘{there}’. Connections do not cross the border of a body.", { from: from.node, home, to, there });
}

/** The nodes beside this one that it hangs together with; `null` when the start or a container leads to them, so that they have a place. */
function loose(flow: Flow, id: NodeId): Set<NodeId> | null {
  const parent = parentOf(flow, id);
  const found = new Set<NodeId>([id]);
  for (const at of found) {
    if (at === START) return null;
    for (const edge of flow.edges) {
      const source = sourceOf(edge);
      if (edge.to === at) {
        if (parent !== undefined && source.node === parent && source.port === BODY) return null;
        if (parentOf(flow, source.node) === parent) found.add(source.node);
      } else if (source.node === at && parentOf(flow, edge.to) === parent) found.add(edge.to);
    }
  }
  return found;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Frame {
  id: NodeId;
  depth: number;
  box: Box;
}

const PADDING = 24;
const TITLE = 32;

/** The frame of each container that has something in it, around its nodes and the frames in it; the outer ones first. */
export function framesOf(flow: Flow, boxes: ReadonlyMap<NodeId, Box>): Frame[] {
  const rows = nested(flow).filter((row) => isContainer(findNode(flow, row.id)));
  const made = new Map<NodeId, Frame>();
  // The deepest first: a frame goes around the frames inside it.
  for (const { id, depth } of rows.toSorted((a, b) => b.depth - a.depth)) {
    const inside = flow.nodes.filter((node) => node.parent === id).flatMap((node) => [boxes.get(node.id), made.get(node.id)?.box].filter((box) => box !== undefined));
    if (inside.length === 0) continue;
    const x = Math.min(...inside.map((box) => box.x)) - PADDING;
    const y = Math.min(...inside.map((box) => box.y)) - PADDING - TITLE;
    const right = Math.max(...inside.map((box) => box.x + box.width)) + PADDING;
    const bottom = Math.max(...inside.map((box) => box.y + box.height)) + PADDING;
    made.set(id, { id, depth, box: { x, y, width: right - x, height: bottom - y } });
  }
  return [...made.values()].toSorted((a, b) => a.depth - b.depth);
}
