// May these two be connected? If not, the sentence a person reads at the cursor.
import { t } from "@/i18n";
import { joining } from "./bodies";
import { allNodes, type End, findNode, fromOf, outgoing, sourceOf, START } from "./document";
import { structureOf, upstream } from "./graph";
import { portsOf } from "./ports";
import type { Flow, NodeId, NodeKind } from "./types";

export type Kinds = ReadonlyMap<string, NodeKind>;

/** `null` when the connection is allowed. */
export const refusal = (flow: Flow, kinds: Kinds, from: End, to: NodeId): string | null => judge(flow, kinds, from)(to);

/** Nodes a port may lead to, with a reason for each that it may not. */
export function targets(flow: Flow, kinds: Kinds, from: End): Map<NodeId, string | null> {
  const decide = judge(flow, kinds, from);
  return new Map(allNodes(flow).map((node) => [node.id, decide(node.id)]));
}

/** What concerns the source is worked out once for all targets. */
function judge(flow: Flow, kinds: Kinds, from: End): (to: NodeId) => string | null {
  const source = findNode(flow, from.node);
  if (!source) return () => t("This node is no longer in the flow.");
  const kind = kinds.get(source.kind);
  const ports = portsOf(source, kind);
  if (kind && !ports.some((port) => port.name === from.port)) {
    const reason = ports.length === 0 ? t("‘{id}’ ends here: nothing follows it.", { id: from.node }) : t("‘{id}’ has no port ‘{port}’ any more.", { id: from.node, port: from.port });
    return () => reason;
  }
  const structure = structureOf(flow);
  const above = upstream(flow, from.node).add(from.node);
  const taken = new Set(outgoing(flow, from.node).filter((edge) => edge.from === fromOf(from) || sourceOf(edge).port === from.port).map((edge) => edge.to));
  return (to) => {
    const target = findNode(flow, to);
    if (!target) return t("This node is no longer in the flow.");
    if (to === START || target.kind === "start") return t("The flow begins at ‘start’: nothing can lead into it.");
    if (from.node === to) return t("A node cannot follow itself. Put another node between to make a loop.");
    if (taken.has(to)) return t("These two are connected already.");
    const way = joining(flow, from, to);
    if ("refused" in way) return way.refused;
    // What the start does not reach yet cannot be judged; the checks do when it is.
    if (!structure.reached.has(from.node) || !structure.reached.has(to)) return null;
    for (const [entry, body] of structure.loops) {
      if (to !== entry && body.has(to) && !body.has(from.node)) {
        return t("Would make a second way into the loop at ‘{entry}’. Connect to its first step ‘{entry}’ instead.", { entry });
      }
    }
    if (above.has(to) && !structure.dominates(to, from.node)) {
      return t("Would make a loop with two ways in, through ‘{from}’ and ‘{to}’. Lead back to a step that every way passes.", { from: from.node, to });
    }
    return null;
  };
}
