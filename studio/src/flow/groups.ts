// Groups: frames that people draw around nodes. They are layout only, so nothing here touches the flow.
import { type Box, withBodies } from "./bodies";
import { type Doc, shapeOf, START } from "./document";
import { NODE_HEIGHT, NODE_WIDTH } from "./ports";
import type { Colour, Flow, Group, Layout, NodeId, Point } from "./types";

const PADDING = 24;
const TITLE = 32;

export const groupsOf = (layout: Layout): Group[] => layout.groups ?? NO_GROUPS;
const NO_GROUPS: Group[] = [];

export const findGroup = (layout: Layout, id: string): Group | undefined => groupsOf(layout).find((group) => group.id === id);

export const groupOf = (layout: Layout, node: NodeId): Group | undefined => groupsOf(layout).find((group) => group.nodes.includes(node));

/** The first free of `note_1`, `note_2` … */
export function freshMark(taken: Iterable<string>, word: string): string {
  const used = new Set(taken);
  for (let n = 1; ; n += 1) if (!used.has(`${word}_${n}`)) return `${word}_${n}`;
}

/** The nodes a group of these would have: with their bodies, and never the start, which must always be seen. */
export const groupable = (flow: Flow, ids: Iterable<NodeId>): NodeId[] => [...withBodies(flow, ids)].filter((id) => id !== START);

/** A frame around these nodes. With a whole group and more chosen, that group grows; from other groups the nodes are taken out. */
export function groupNodes(doc: Doc, ids: Iterable<NodeId>, title: string, colour: Colour = "grey"): string | null {
  const nodes = groupable(doc.flow, ids);
  if (nodes.length === 0) return null;
  const chosen = new Set(nodes);
  const whole = groupsOf(doc.layout).filter((group) => group.nodes.every((id) => chosen.has(id)));
  const grown = whole.length === 1 ? whole[0] : undefined;
  const id = grown?.id ?? freshMark(groupsOf(doc.layout).map((group) => group.id), "group");
  const made: Group = grown ? { ...grown, nodes } : { id, title, colour, nodes };
  put(doc, [...without(groupsOf(doc.layout).filter((group) => group.id !== id), chosen), made]);
  return id;
}

/** Takes nodes out of their groups; a group of which nothing is left goes. */
export function ungroupNodes(doc: Doc, ids: Iterable<NodeId>): void {
  const gone = new Set(ids);
  const groups = groupsOf(doc.layout);
  if (groups.some((group) => group.nodes.some((id) => gone.has(id)))) put(doc, without(groups, gone));
}

export function changeGroup(doc: Doc, id: string, change: Partial<Omit<Group, "id" | "nodes">>): void {
  const group = doc.layout.groups?.find((one) => one.id === id);
  if (!group) return;
  Object.assign(group, change);
  if (!group.collapsed) delete group.collapsed;
}

/** A node that comes between two of a group belongs to it as well. */
export function joinGroup(doc: Doc, id: NodeId, between: [NodeId, NodeId]): void {
  const group = groupOf(doc.layout, between[0]);
  if (group && group.nodes.includes(between[1]) && !group.nodes.includes(id)) group.nodes.push(id);
}

export function renameInGroups(doc: Doc, from: NodeId, to: NodeId): void {
  for (const group of doc.layout.groups ?? []) {
    const at = group.nodes.indexOf(from);
    if (at >= 0) group.nodes[at] = to;
  }
}

const without = (groups: Group[], ids: ReadonlySet<NodeId>): Group[] =>
  groups.map((group) => (group.nodes.some((id) => ids.has(id)) ? { ...group, nodes: group.nodes.filter((id) => !ids.has(id)) } : group)).filter((group) => group.nodes.length > 0);

function put(doc: Doc, groups: Group[]): void {
  if (groups.length > 0) doc.layout.groups = groups;
  else delete doc.layout.groups;
}

/** Each node that is not drawn, with the collapsed group that stands for it. What is in a hidden container is hidden with it.
 *  The same map as before when it says the same: typing into a setting draws nothing anew. */
export function hidden(flow: Flow, layout: Layout): ReadonlyMap<NodeId, string> {
  if (!groupsOf(layout).some((group) => group.collapsed)) return NOTHING_HIDDEN;
  const shape = shapeOf(flow);
  const known = hiddenOf.get(layout);
  if (known && known.shape === shape) return known.hidden;
  const found = new Map<NodeId, string>();
  for (const group of groupsOf(layout)) {
    if (group.collapsed) for (const id of groupable(flow, group.nodes)) if (!found.has(id)) found.set(id, group.id);
  }
  const isSame = known !== undefined && known.hidden.size === found.size && [...found].every(([id, group]) => known.hidden.get(id) === group);
  const result = isSame ? known.hidden : found;
  if (Object.isFrozen(layout)) hiddenOf.set(layout, { shape, hidden: result });
  return result;
}

const NOTHING_HIDDEN: ReadonlyMap<NodeId, string> = new Map();
const hiddenOf = new WeakMap<Layout, { shape: Flow; hidden: ReadonlyMap<NodeId, string> }>();

/** Where a group is drawn: around its nodes, or as one block in their corner. */
export function groupBox(group: Group, boxOf: (id: NodeId) => Box | undefined): Box | null {
  const boxes = group.nodes.map(boxOf).filter((box) => box !== undefined);
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  if (group.collapsed) return { x, y, width: NODE_WIDTH, height: NODE_HEIGHT };
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x: x - PADDING, y: y - PADDING - TITLE, width: right - x + 2 * PADDING, height: bottom - y + 2 * PADDING + TITLE };
}

/** Where a group's nodes go when its frame is moved. */
export function movedWith(flow: Flow, layout: Layout, group: Group, by: Point): Record<NodeId, Point> {
  const moves: Record<NodeId, Point> = {};
  for (const id of groupable(flow, group.nodes)) {
    const at = layout.nodes[id];
    if (at) moves[id] = { x: at.x + by.x, y: at.y + by.y };
  }
  return moves;
}
