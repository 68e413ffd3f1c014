// The flow document and the node kinds as `flow-schema` has them, under the names used here.
import type { NodeId } from "./generated/flow";

export type {
  Category,
  Channel,
  Effect,
  Finding,
  Flow,
  Node as FlowNode,
  Edge as FlowEdge,
  NodeId,
  NodeKind,
  OnError,
  OutputSchema,
  Port,
  PortId,
  PortKind,
  PortSource,
  Retry,
  Severity,
} from "./generated/flow";
export { RESERVED_NAMES } from "./generated/flow";

/** What is drawn lives beside the flow: dragging a node, framing some or writing a note never makes a new version. */
export interface Layout {
  nodes: Record<string, Place>;
  viewport?: Viewport;
  groups?: Group[];
  notes?: Note[];
}

export const COLOURS = ["yellow", "green", "blue", "red", "grey"] as const;
export type Colour = (typeof COLOURS)[number];

export interface Place extends Point {
  /** Tidying up leaves it where it is. */
  pinned?: boolean;
}

/** A frame around nodes, for people; a run knows nothing of it. A node is in one group at most. */
export interface Group {
  id: string;
  title: string;
  colour: Colour;
  nodes: NodeId[];
  collapsed?: boolean;
}

/** A sheet of paper on the canvas, in Markdown. */
export interface Note extends Point {
  id: string;
  text: string;
  colour: Colour;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Viewport extends Point {
  zoom: number;
}
