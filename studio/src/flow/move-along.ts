// Moving a step along the flow: it changes places with the one it leads to, or with the one that leads to it.
import { t } from "@/i18n";
import { BODY, isContainer, parentOf } from "./bodies";
import type { Kinds } from "./connect";
import { type Doc, edgeId, findNode, fromOf, incoming, OUT, outgoing, sourceOf, START } from "./document";
import { portsOf } from "./ports";
import type { Flow, FlowEdge, NodeId, Point } from "./types";

/** Two steps that follow each other; the second one is to come first. */
interface Swap {
  first: NodeId;
  second: NodeId;
}

export type Along = Swap | { refused: string };

/** The ways by which a flow goes on when all goes well. */
const onward = (flow: Flow, id: NodeId): FlowEdge[] => outgoing(flow, id).filter((edge) => sourceOf(edge).port !== "error" && !(sourceOf(edge).port === BODY && isContainer(findNode(flow, id))));

/** With whom a step would change places; or why it cannot, which is said. */
export function along(flow: Flow, kinds: Kinds, id: NodeId, by: "earlier" | "later"): Along {
  if (id === START) return { refused: t("Every flow begins at ‘start’; it stays.") };
  const before = incoming(flow, id);
  const swap = by === "later" ? { first: id, second: onward(flow, id)[0]?.to } : { first: before[0] && sourceOf(before[0]).node, second: id };
  const { first, second } = swap;
  if (by === "earlier" && before.length > 1) return { refused: t("Several steps lead to ‘{id}’: there is no one step before it.", { id }) };
  if (first === undefined || second === undefined || !findNode(flow, first) || !findNode(flow, second)) return { refused: by === "later" ? t("No step follows ‘{id}’.", { id }) : t("No step leads to ‘{id}’.", { id }) };
  if (first === START || parentOf(flow, first) !== parentOf(flow, second)) return { refused: by === "later" ? t("‘{id}’ is the last step here.", { id }) : t("‘{id}’ is the first step here.", { id }) };
  for (const one of [first, second]) {
    const ways = onward(flow, one);
    if (ways.length > 1 || ways.some((edge) => sourceOf(edge).port !== OUT)) return { refused: t("‘{id}’ leads to several ways: what follows it cannot be told apart.", { id: one }) };
  }
  const last = findNode(flow, second);
  if (last && !portsOf(last, kinds.get(last.kind)).some((port) => port.name === OUT)) return { refused: t("Nothing follows ‘{id}’: it stays behind ‘{other}’.", { id: second, other: first }) };
  if (!onward(flow, first).some((edge) => edge.to === second) || onward(flow, second).some((edge) => edge.to === first)) return { refused: t("‘{id}’ and ‘{other}’ do not follow each other on one way.", { id: first, other: second }) };
  return { first, second };
}

/** The second one takes the first one's place: what led to the first leads to it, it leads to the first, and that goes on. Ways on error stay. */
export function swapAlong(doc: Doc, { first, second }: Swap): void {
  const goesOn = outgoing(doc.flow, second).find((edge) => sourceOf(edge).port === OUT)?.to;
  const edges: FlowEdge[] = [];
  for (const edge of doc.flow.edges) {
    const from = sourceOf(edge);
    const isOwn = from.port === OUT && (from.node === first || from.node === second);
    if (isOwn) continue;
    edges.push(edge.to === first ? { ...edge, to: second } : edge);
  }
  edges.push({ from: fromOf({ node: second, port: OUT }), to: first });
  if (goesOn !== undefined) edges.push({ from: fromOf({ node: first, port: OUT }), to: goesOn });
  const seen = new Set<string>();
  doc.flow.edges = edges.filter((edge) => !seen.has(edgeId(edge)) && seen.add(edgeId(edge)));
  exchangePlaces(doc, first, second);
}

/** They are drawn where the other one was. */
function exchangePlaces(doc: Doc, first: NodeId, second: NodeId): void {
  const [a, b] = [doc.layout.nodes[first], doc.layout.nodes[second]];
  if (!a || !b) return;
  const [from, to]: [Point, Point] = [{ x: a.x, y: a.y }, { x: b.x, y: b.y }];
  Object.assign(a, to);
  Object.assign(b, from);
}
