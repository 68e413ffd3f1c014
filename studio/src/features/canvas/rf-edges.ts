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
      const made: CardEdge = { id, type: "flow", source, sourceHandle: port ? from.port : "out", target, targetHandle: IN, selected: selected.has(id), data };
      const before = known.get(id);
      if (before && isSame(before, made)) return [before];
      known.set(id, made);
      return [made];
    };
    const edges = flow.edges.flatMap(draw);
    // The same list when nothing changed: the library indexes a new one from the beginning.
    if (edges.length !== last.length || edges.some((edge, at) => edge !== last[at])) last = edges;
    return last;
  };
}

const isSame = (a: CardEdge, b: CardEdge) =>
  a.selected === b.selected && a.source === b.source && a.sourceHandle === b.sourceHandle && a.target === b.target && a.data?.broken === b.data?.broken && a.data?.error === b.data?.error;
