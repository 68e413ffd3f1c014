// Small flows for tests, and the product's own node kinds.
import type { Doc } from "@/flow/document";
import kindList from "@/flow/generated/kinds.json";
import type { Flow, FlowNode, NodeKind } from "@/flow/types";

export const kinds = new Map((kindList as unknown as NodeKind[]).map((kind) => [kind.name, kind]));

/** `flow([{…}], "start>kb kb.error>sorry")` */
export function flow(nodes: FlowNode[], edges: string): Flow {
  return {
    format: "flowright/1",
    name: "test",
    nodes,
    edges: edges
      .split(" ")
      .filter(Boolean)
      .map((edge) => {
        const [from, to] = edge.split(">") as [string, string];
        return { from, to };
      }),
  };
}

export const node = (id: string, kind = "template", config?: Record<string, unknown>): FlowNode => (config ? { id, kind, config } : { id, kind });

export const docOf = (made: Flow): Doc => ({ flow: made, layout: { nodes: Object.fromEntries(["start", ...made.nodes.map((one) => one.id)].map((id, index) => [id, { x: index * 320, y: 0 }])) } });

export const edgesOf = (made: Flow): string[] => made.edges.map((edge) => `${edge.from}>${edge.to}`);
