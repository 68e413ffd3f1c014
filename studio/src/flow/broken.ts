// Connections whose ends are no more. They stay until somebody decides, and can be gone through like any other.
import { t } from "@/i18n";
import type { Kinds } from "./connect";
import { findNode, sourceOf } from "./document";
import { order } from "./graph";
import { portsOf } from "./ports";
import type { Flow, FlowEdge, NodeId } from "./types";

/** What is missing at a connection, in a sentence; `null` when nothing is. */
export function fault(flow: Flow, kinds: Kinds, edge: FlowEdge): string | null {
  const { node, port } = sourceOf(edge);
  const source = findNode(flow, node);
  if (!source) return t("‘{id}’ is not in this flow any more.", { id: node });
  if (!findNode(flow, edge.to)) return t("‘{id}’ is not in this flow any more.", { id: edge.to });
  return portsOf(source, kinds.get(source.kind)).some((one) => one.name === port) ? null : t("‘{id}’ has no port ‘{port}’ any more.", { id: node, port });
}

export const brokenEdges = (flow: Flow, kinds: Kinds): FlowEdge[] => flow.edges.filter((edge) => fault(flow, kinds, edge) !== null);

/** In the order of the steps they leave; what comes from nowhere is last. */
export function edgeOrder(flow: Flow): FlowEdge[] {
  const place = new Map(order(flow).map((id, at) => [id, at]));
  const at = (edge: FlowEdge) => place.get(sourceOf(edge).node) ?? place.size;
  return flow.edges.toSorted((a, b) => at(a) - at(b));
}

/** The node by which a list of steps shows a connection: where it leaves, else where it leads, if either is there. */
export const homeOfEdge = (flow: Flow, edge: FlowEdge): NodeId | null => [sourceOf(edge).node, edge.to].find((id) => findNode(flow, id)) ?? null;
