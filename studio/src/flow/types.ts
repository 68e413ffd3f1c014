// The flow document and the node kinds as `flow-schema` has them, under the names used here.
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

/** Positions live beside the flow: dragging a node never makes a new version. */
export interface Layout {
  nodes: Record<string, Point>;
  viewport?: Viewport;
}

export interface Point {
  x: number;
  y: number;
}

export interface Viewport extends Point {
  zoom: number;
}
