// A node that got another id looks like one that went and one that came. Found out here, so that a rename on one side and an edit on
// the other are what they are: two changes of one node.
import { produce } from "immer";
import { type Doc, edgeId, findNode } from "../document";
import type { Kinds } from "../connect";
import { freshId, renameNode } from "../ops";
import type { FlowNode, NodeId } from "../types";
import { type Decider, equal, isObject, type Sides } from "./decide";

export const renamed = (doc: Doc, kinds: Kinds, from: NodeId, to: NodeId): Doc =>
  findNode(doc.flow, from) && !findNode(doc.flow, to) ? produce(doc, (draft) => renameNode(draft as Doc, kinds, from, to)) : doc;

/** Which nodes of `before` have another id in `after`. */
export function findRenames(before: Doc, after: Doc): Map<NodeId, NodeId> {
  const found = new Map<NodeId, NodeId>();
  const added = after.flow.nodes.filter((node) => !findNode(before.flow, node.id));
  if (added.length === 0) return found;
  for (const was of before.flow.nodes) {
    if (findNode(after.flow, was.id)) continue;
    const ranked = added
      .filter((now) => now.kind === was.kind && ![...found.values()].includes(now.id))
      .map((now) => ({ id: now.id, score: likeness(before, was, after, now) }))
      .toSorted((a, b) => b.score - a.score);
    const [best, second] = ranked;
    if (best && best.score >= 2 && best.score > (second?.score ?? 0)) found.set(was.id, best.id);
  }
  return found;
}

/** Up to 3: equal settings, equal connections, the same place. */
function likeness(before: Doc, was: FlowNode, after: Doc, now: FlowNode): number {
  const keys = [...new Set([...Object.keys(was.config ?? {}), ...Object.keys(now.config ?? {})])];
  const kept = keys.filter((key) => equal(was.config?.[key], now.config?.[key])).length;
  const settings = keys.length === 0 ? 1 : kept / keys.length;
  const edges = (doc: Doc, id: NodeId) => doc.flow.edges.filter((edge) => touches(edge, id)).map((edge) => edgeId(edge).replaceAll(new RegExp(`(?<![a-z0-9_])${id}(?![a-z0-9_])`, "g"), "·")).toSorted();
  const mine = edges(before, was.id);
  const isJoinedAlike = mine.length > 0 && equal(mine, edges(after, now.id));
  const place = before.layout.nodes[was.id];
  const isThere = place !== undefined && equal(place, after.layout.nodes[now.id]);
  return settings + Number(isJoinedAlike) + Number(isThere);
}

export const touches = (edge: { from: string; to: string }, id: NodeId): boolean => edge.to === id || edge.from === id || edge.from.startsWith(`${id}.`);

/** All sides with the same ids for the same nodes. */
export function alignIds(sides: Sides<Doc>, kinds: Kinds, decider: Decider): Sides<Doc> {
  let { was, my, their } = sides;
  const base = was[0] as Doc;
  const old = (id: NodeId) => was.some((doc) => findNode(doc.flow, id));
  // Both added something else under one name: mine gets another one, for theirs is already out there.
  for (const node of my.flow.nodes) {
    const other = findNode(their.flow, node.id);
    if (!other || old(node.id) || equal(other, node)) continue;
    const taken = [...my.flow.nodes, ...their.flow.nodes, ...base.flow.nodes].map((one) => one.id);
    my = renamed(my, kinds, node.id, freshId(taken, node.id));
  }
  const byMe = findRenames(base, my);
  const byThem = findRenames(base, their);
  for (const [id, theirId] of byThem) {
    const myId = byMe.get(id);
    if (myId === undefined) {
      if (!findNode(my.flow, theirId)) {
        my = renamed(my, kinds, id, theirId);
        was = was.map((doc) => renamed(doc, kinds, id, theirId));
        decider.came(theirId);
      }
    } else if (myId !== theirId) {
      their = renamed(their, kinds, theirId, myId);
      decider.came(myId);
      decider.ask({ node: myId, path: ["id"] }, myId, theirId);
    }
  }
  for (const [id, myId] of byMe) {
    if (!byThem.has(id) && findNode(their.flow, myId)) continue;
    their = renamed(their, kinds, id, myId);
    was = was.map((doc) => renamed(doc, kinds, id, myId));
  }
  return { was, my, their };
}

export const itemsById = (value: unknown): Map<string, Record<string, unknown>> =>
  new Map(Array.isArray(value) ? value.flatMap((item) => (isObject(item) && typeof item.id === "string" ? [[item.id, item] as const] : [])) : []);
