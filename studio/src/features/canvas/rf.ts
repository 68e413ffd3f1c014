// From the document to what React Flow draws. Objects are kept while nothing about them changed, so one edit renders one node.
import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import { allNodes, edgeId, outgoing, sourceOf } from "@/flow/document";
import type { Kinds } from "@/flow/connect";
import { INPUT_Y, NODE_WIDTH, nodeHeight, portsOf, portY } from "@/flow/ports";
import type { Flow, FlowNode, Layout, NodeId, Point, Port } from "@/flow/types";

export const IN = "in";
export const MAP_NODES = 150;
export const MAP_OUT = 0.42;
export const MAP_IN = 0.48;
const HANDLE = 10;

export interface CardData extends Record<string, unknown> {
  node: FlowNode;
  ports: DrawnPort[];
}

export interface DrawnPort extends Port {
  /** An edge leaves by it, but the node has it no more: it stays visible, and repairable. */
  broken: boolean;
}

export type CardNode = Node<CardData, "card">;
export type FlowEdgeData = { broken: boolean; error: boolean };
export type CardEdge = Edge<FlowEdgeData, "flow">;

export function drawnPorts(flow: Flow, node: FlowNode, kinds: Kinds): DrawnPort[] {
  const ports = portsOf(node, kinds.get(node.kind)).map((port) => ({ ...port, broken: false }));
  for (const edge of outgoing(flow, node.id)) {
    const source = sourceOf(edge);
    if (!ports.some((port) => port.name === source.port)) ports.push({ name: source.port, kind: "branch", broken: true });
  }
  return ports;
}

/** Made once per canvas: remembers what it gave out last. */
export function cardMaker() {
  const known = new Map<NodeId, { card: CardNode; node: FlowNode; key: string }>();
  return (flow: Flow, layout: Layout, kinds: Kinds, selected: ReadonlySet<NodeId>, drag: Record<NodeId, Point> | null): CardNode[] =>
    allNodes(flow).map((node) => {
      const at = drag?.[node.id] ?? layout.nodes[node.id] ?? { x: 0, y: 0 };
      const ports = drawnPorts(flow, node, kinds);
      const key = `${at.x} ${at.y} ${selected.has(node.id)} ${ports.map((port) => `${port.name}:${port.kind}:${port.broken}`).join(",")}`;
      const before = known.get(node.id);
      if (before && before.key === key && before.node === node) return before.card;
      const height = nodeHeight(ports);
      const card: CardNode = {
        id: node.id,
        type: "card",
        position: at,
        width: NODE_WIDTH,
        height,
        selected: selected.has(node.id),
        handles: handles(ports, node.kind !== "start"),
        data: before && before.node === node && samePorts(before.card.data.ports, ports) ? before.card.data : { node, ports },
        domAttributes: { "aria-roledescription": undefined } as CardNode["domAttributes"],
      };
      known.set(node.id, { card, node, key });
      return card;
    });
}

const samePorts = (a: DrawnPort[], b: DrawnPort[]) => a.length === b.length && a.every((port, index) => port.name === b[index]?.name && port.kind === b[index]?.kind && port.broken === b[index]?.broken);

function handles(ports: DrawnPort[], input: boolean): NodeHandle[] {
  const box = { width: HANDLE, height: HANDLE };
  const out: NodeHandle[] = ports.map((port, index) => ({
    id: port.name,
    type: "source",
    position: Position.Right,
    x: NODE_WIDTH - HANDLE / 2,
    y: portY(index, ports.length) - HANDLE / 2,
    ...box,
  }));
  if (input) out.push({ id: IN, type: "target", position: Position.Left, x: -HANDLE / 2, y: INPUT_Y - HANDLE / 2, ...box });
  return out;
}

export function edgeMaker() {
  const known = new Map<string, CardEdge>();
  return (flow: Flow, cards: CardNode[], selected: ReadonlySet<string>): CardEdge[] => {
    const ports = new Map(cards.map((card) => [card.id, card.data.ports]));
    return flow.edges.flatMap((edge) => {
      const id = edgeId(edge);
      const source = sourceOf(edge);
      const port = ports.get(source.node)?.find((one) => one.name === source.port);
      // An end that is not there cannot be drawn; the checks name it.
      if (!port || !ports.has(edge.to)) return [];
      const isSelected = selected.has(id);
      const before = known.get(id);
      if (before && before.selected === isSelected && before.data?.broken === port.broken && before.data.error === (port.kind === "error")) return [before];
      const made: CardEdge = {
        id,
        type: "flow",
        source: source.node,
        sourceHandle: source.port,
        target: edge.to,
        targetHandle: IN,
        selected: isSelected,
        data: { broken: port.broken, error: port.kind === "error" },
      };
      known.set(id, made);
      return [made];
    });
  };
}
