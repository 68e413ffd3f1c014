// May these two be connected? If not, the sentence a person reads at the cursor.
import { type End, findNode, fromOf, START } from "./document";
import { loops } from "./graph";
import { portsOf } from "./ports";
import type { Flow, NodeId, NodeKind } from "./types";

export type Kinds = ReadonlyMap<string, NodeKind>;

/** `null` when the connection is allowed. */
export function refusal(flow: Flow, kinds: Kinds, from: End, to: NodeId): string | null {
  const source = findNode(flow, from.node);
  const target = findNode(flow, to);
  if (!source || !target) return "This node is no longer in the flow.";
  if (to === START || target.kind === "start") return "The flow begins at ‘start’: nothing can lead into it.";
  if (from.node === to) return "A node cannot follow itself. Put another node between to make a loop.";
  const kind = kinds.get(source.kind);
  const ports = portsOf(source, kind);
  if (kind && !ports.some((port) => port.name === from.port)) {
    return ports.length === 0
      ? `‘${from.node}’ ends here: nothing follows it.`
      : `‘${from.node}’ has no port ‘${from.port}’ any more.`;
  }
  if (flow.edges.some((edge) => edge.from === fromOf(from) && edge.to === to)) return "These two are connected already.";
  return secondWayIn(flow, from, to);
}

function secondWayIn(flow: Flow, from: End, to: NodeId): string | null {
  const before = loops(flow);
  const after = loops({ ...flow, edges: [...flow.edges, { from: fromOf(from), to }] });
  if (after.crooked.length <= before.crooked.length) return null;
  for (const [entry, body] of before.bodies) {
    if (body.has(to) && !body.has(from.node)) {
      return `Would make a second way into the loop at ‘${entry}’. Connect to its first step ‘${entry}’ instead.`;
    }
  }
  return `Would make a loop with two ways in, through ‘${from.node}’ and ‘${to}’. Lead back to a step that every way passes.`;
}

/** Nodes a port may lead to, with a reason for each that it may not. */
export function targets(flow: Flow, kinds: Kinds, from: End): Map<NodeId, string | null> {
  const ids = [START, ...flow.nodes.map((node) => node.id)];
  return new Map(ids.map((id) => [id, refusal(flow, kinds, from, id)]));
}
