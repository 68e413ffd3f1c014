// The flow document and the node kinds. Mirrors `flow-schema`; see `generated/` for the checked copy.

export type NodeId = string;
export type PortId = string;

export interface Flow {
  format: string;
  name: string;
  title?: string;
  description?: string;
  input?: unknown;
  output?: unknown;
  schemas?: Record<string, unknown>;
  state?: Record<string, Channel>;
  nodes: FlowNode[];
  edges: FlowEdge[];
  tests?: string[];
}

export interface Channel {
  schema?: unknown;
  reducer?: string;
  scope?: "run" | "conversation";
  initial?: unknown;
}

export interface FlowNode {
  id: NodeId;
  kind: string;
  title?: string;
  config?: Record<string, unknown>;
  retry?: Retry;
  timeout?: string;
  on_error?: OnError;
  join?: "all" | "any";
  cancel_others?: boolean;
  max_iterations?: number;
  notes?: string;
}

export interface Retry {
  attempts: number;
  backoff?: string;
  factor?: number;
}

export interface OnError {
  continue: unknown;
}

/** `from` is a node, or a node and a port (`helped.no`). */
export interface FlowEdge {
  from: string;
  to: NodeId;
}

export type Category = "start_end" | "think" | "know" | "act" | "people" | "control" | "data";
export type Effect = "pure" | "read" | "write" | "wait";
export type PortKind = "flow" | "branch" | "error";

export interface Port {
  name: PortId;
  kind: PortKind;
}

export type PortSource =
  | { fixed: Port }
  | { each: { list: string; name: string } }
  | { named: { pointer: string; default: PortId } }
  | { optional: { pointer: string } }
  | { when: { port: Port; any_of: string[]; none_of: string[] } };

export type OutputSchema =
  | { fixed: Record<string, unknown> }
  | { from_config: { pointer: string; fallback: Record<string, unknown> } };

export interface NodeKind {
  name: string;
  title: string;
  summary: string;
  help: string;
  icon: string;
  category: Category;
  config_schema: Record<string, unknown>;
  output: OutputSchema;
  ports: PortSource[];
  effect: Effect;
  role: "control" | "tool";
  card: string;
  synonyms: string[];
}

export type Severity = "error" | "warning";

export interface Finding {
  code: string;
  severity: Severity;
  node: NodeId | null;
  field: string | null;
  cause: string;
  mend: string;
}

/** Positions live beside the flow: dragging a node never makes a new version. */
export interface Layout {
  nodes: Record<NodeId, Point>;
  viewport?: Viewport;
}

export interface Point {
  x: number;
  y: number;
}

export interface Viewport extends Point {
  zoom: number;
}
