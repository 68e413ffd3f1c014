// From the document to what React Flow draws. Objects are kept while nothing about them changed, so one edit renders one node.
import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import { allNodes, outgoing, placeOf, sourceOf } from "@/flow/document";
import type { Kinds } from "@/flow/connect";
import { hasToolPort, TOOL_PORT } from "@/flow/agent-tools";
import { INPUT_Y, NODE_HEIGHT, NODE_WIDTH, nodeHeight, portsOf, portY } from "@/flow/ports";
import type { Flow, FlowEdge, FlowNode, Layout, NodeId, Point, Port } from "@/flow/types";

export const IN = "in";
export const MAP_NODES = 150;
export const MAP_OUT = 0.42;
export const MAP_IN = 0.48;
const HANDLE = 10;

/** What the drawing needs to know of a node. Its settings are not among it: the card reads them itself, so that typing into one
 *  leaves the drawing alone. */
export interface CardData extends Record<string, unknown> {
  kind: string;
  ports: DrawnPort[];
}

export interface DrawnPort extends Port {
  /** An edge leaves by it, but the node has it no more: it stays visible, and repairable. */
  broken: boolean;
}

export type CardNode = Node<CardData, "card">;
export type NoteNode = Node<{ note: string }, "note">;
export type GroupNode = Node<{ group: string; collapsed: boolean }, "frame">;
/** Stands for a node that an edge names and that is no more. */
export type GhostNode = Node<{ missing: string }, "ghost">;
export type CanvasNode = CardNode | NoteNode | GroupNode | GhostNode;

/** Places while something is dragged: nodes by their id, notes by `note:` and theirs. */
export type Drag = Readonly<Record<string, Point>> | null;

const dragged = (drag: Drag, id: NodeId): Point | undefined => (drag && Object.hasOwn(drag, id) ? drag[id] : undefined);

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

interface Known {
  card: CardNode;
  node: FlowNode;
  edges: FlowEdge[];
  kinds: Kinds;
}

/** The ports of each drawn node. The same while cards are only moved or chosen: edges depend on these, not on the cards. */
export type Drawn = ReadonlyMap<NodeId, DrawnPort[]>;

export interface Cards {
  list: CardNode[];
  ports: Drawn;
}

/** Made once per canvas: remembers what it gave out last, and gives the same again when no card changed. */
export function cardMaker() {
  const known = new Map<NodeId, Known>();
  let last: Cards = { list: [], ports: new Map() };
  let given: unknown[] = [];
  return (flow: Flow, layout: Layout, kinds: Kinds, selected: ReadonlySet<NodeId>, away: ReadonlyMap<NodeId, string>, drag: Drag): Cards => {
    const now = [flow, layout, kinds, selected, away, drag];
    if (now.every((one, at) => one === given[at])) return last;
    // Only a setting changed: nothing has moved.
    const isStill = [1, 3, 5].every((at) => now[at] === given[at]);
    given = now;
    const shown = away.size === 0 ? allNodes(flow) : allNodes(flow).filter((node) => !away.has(node.id));
    const cards = shown.map((node) => {
      const before = known.get(node.id);
      if (before && isStill && before.node === node && before.edges === flow.edges && before.kinds === kinds) return before.card;
      const at = dragged(drag, node.id) ?? placeOf(layout, node.id) ?? ORIGIN;
      const isSelected = selected.has(node.id);
      const isPut = before !== undefined && before.card.selected === isSelected && before.card.position.x === at.x && before.card.position.y === at.y;
      if (isPut && before.node === node && before.edges === flow.edges && before.kinds === kinds) return before.card;
      const drawn = drawnPorts(flow, node, kinds);
      const ports = before && samePorts(before.card.data.ports, drawn) ? before.card.data.ports : drawn;
      const isSame = isPut && ports === before.card.data.ports && before.card.data.kind === node.kind;
      const card = isSame ? before.card : makeCard(node, at, isSelected, ports, hasToolPort(kinds.get(node.kind)), before?.card);
      known.set(node.id, { card, node, edges: flow.edges, kinds });
      return card;
    });
    if (cards.length === last.list.length && cards.every((card, at) => card === last.list[at])) return last;
    const hasSamePorts = cards.length === last.list.length && cards.every((card) => card.data.ports === last.ports.get(card.id));
    last = { list: cards, ports: hasSamePorts ? last.ports : new Map(cards.map((card) => [card.id, card.data.ports])) };
    return last;
  };
}

const ORIGIN: Point = { x: 0, y: 0 };

function makeCard(node: FlowNode, at: Point, selected: boolean, ports: DrawnPort[], usesTools: boolean, before: CardNode | undefined): CardNode {
  const height = nodeHeight(ports);
  return {
    id: node.id,
    type: "card",
    position: { x: at.x, y: at.y },
    width: NODE_WIDTH,
    height,
    selected,
    handles: [...handles(ports, node.kind !== "start"), ...(usesTools ? [toolHandle(height)] : [])],
    data: before && before.data.kind === node.kind && before.data.ports === ports ? before.data : { kind: node.kind, ports },
    domAttributes: { "aria-roledescription": undefined } as CardNode["domAttributes"],
  };
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

/** In the middle of the lower edge. */
const toolHandle = (height: number): NodeHandle => ({ id: TOOL_PORT, type: "source", position: Position.Bottom, x: (NODE_WIDTH - HANDLE) / 2, y: height - HANDLE / 2, width: HANDLE, height: HANDLE });

/** One way in and one out, in the middle of the sides: what a collapsed group and a missing node have. */
export const plainHandles: NodeHandle[] = [
  { id: IN, type: "target", position: Position.Left, x: -HANDLE / 2, y: NODE_HEIGHT / 2 - HANDLE / 2, width: HANDLE, height: HANDLE },
  { id: "out", type: "source", position: Position.Right, x: NODE_WIDTH - HANDLE / 2, y: NODE_HEIGHT / 2 - HANDLE / 2, width: HANDLE, height: HANDLE },
];
