// The flow document and the node kinds as `flow-schema` has them, under the names used here.
import type { components } from "@/api/generated/schema";
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

type Schemas = components["schemas"];

/** What is drawn lives beside the flow: dragging a node, framing some or writing a note never makes a new version. */
export type Layout = Omit<Schemas["Layout"], "nodes"> & { nodes: Record<NodeId, Place> };
/** Pinned: tidying up leaves it where it is. */
export type Place = Schemas["Position"];
/** A frame around nodes, for people; a run knows nothing of it. A node is in one group at most. */
export type Group = Schemas["LayoutGroup"];
/** A sheet of paper on the canvas, in Markdown. */
export type Note = Schemas["LayoutNote"];
export type Viewport = Schemas["Viewport"];
export type Colour = Group["colour"];
export const COLOURS = ["yellow", "green", "blue", "red", "grey"] as const satisfies readonly Colour[];

export interface Point {
  x: number;
  y: number;
}
