// The edges that React Flow draws: between nodes, the collapsed groups that stand for them, and nodes that are missing.
import { edgeId, findNode, sourceOf } from "@/flow/document";
import type { Flow, FlowEdge, NodeId } from "@/flow/types";
import { type CardEdge, type Drawn, IN } from "./rf";

export function edgeMaker() {
  const known = new Map<string, CardEdge>();
  let last: CardEdge[] = [];
  let given: unknown[] = [];
  return (flow: Flow, ports: Drawn, away: ReadonlyMap<NodeId, string>, selected: ReadonlySet<string>): CardEdge[] => {
    const now = [flow.edges, ports, away, selected];
    if (now.every((one, at) => one === given[at])) return last;
    given = now;
    /** The drawn end of an edge. */
    const end = (id: NodeId) => (away.has(id) ? `group:${away.get(id)}` : findNode(flow, id) ? id : `ghost:${id}`);
    const draw = (edge: FlowEdge): CardEdge[] => {
      const id = edgeId(edge);
      const from = sourceOf(edge);
      const [source, target] = [end(from.node), end(edge.to)];
      if (source === target && away.has(from.node)) return [];
      const port = ports.get(source)?.find((one) => one.name === from.port);
      const isMissing = source.startsWith("ghost:") || target.startsWith("ghost:");
      const data = { broken: isMissing || port?.broken === true, error: (port?.name ?? from.port) === "error" };
      const selectedNow = selected.has(id);
      const before = known.get(id);
      const isSame = before?.selected === selectedNow && before.source === source && before.target === target && before.data?.broken === data.broken && before.data.error === data.error;
      if (before && isSame) return [before];
      const made: CardEdge = { id, type: "flow", source, sourceHandle: port ? from.port : "out", target, targetHandle: IN, selected: selectedNow, data };
      known.set(id, made);
      return [made];
    };
    const edges = flow.edges.flatMap(draw);
    // The same list when nothing changed: the library indexes a new one from the beginning.
    if (edges.length !== last.length || edges.some((edge, at) => edge !== last[at])) last = edges;
    return last;
  };
}
