// What an agent may use. Its tools are settings and no connections: nothing leads from the agent to a tool, its model calls it. On the
// canvas they have a port all the same, by which people look for them.
import { propertiesOf, type Schema } from "./defaults";
import { type Doc, findNode, incoming, outgoing } from "./document";
import { readingOf } from "./modes";
import { nodeOf, removeNodes, setConfig } from "./ops";
import type { Kinds } from "./connect";
import type { Flow, FlowNode, NodeId, NodeKind } from "./types";
import { t } from "@/i18n";

/** The handle of a tool port. No port of a flow has a dot in its name. */
export const TOOL_PORT = ".tools";

export type AgentTool = Record<string, unknown> & { kind?: string; flow?: string; name?: string; config?: Record<string, unknown> };

/** The setting that lists a node's tools, for kinds that have one; looked up once for each kind. */
const fields = new WeakMap<NodeKind, { name: string; most: number } | null>();

function fieldOf(kind: NodeKind | undefined): { name: string; most: number } | null {
  if (!kind) return null;
  const known = fields.get(kind);
  if (known !== undefined) return known;
  const found = propertiesOf(kind.config_schema).find(([, schema]) => (schema["x-ui"] as { widget?: string } | undefined)?.widget === "tools");
  const field = found ? { name: found[0], most: typeof found[1].maxItems === "number" ? found[1].maxItems : Infinity } : null;
  fields.set(kind, field);
  return field;
}

export const hasToolPort = (kind: NodeKind | undefined): boolean => fieldOf(kind) !== null;

/** JSON pointer of the setting, into the node. */
export const toolsField = (kind: NodeKind | undefined): string => `/config/${fieldOf(kind)?.name ?? ""}`;

export function toolsOf(node: FlowNode, kind: NodeKind | undefined): AgentTool[] {
  const field = fieldOf(kind);
  const list = field && node.config?.[field.name];
  return Array.isArray(list) ? (list as AgentTool[]) : [];
}

/** What the model calls it; a kind of an MCP server by the tool alone. */
export const toolName = (tool: AgentTool): string => tool.name || tool.flow || (tool.kind ?? "").replace(/^mcp:.*\//, "");

/** Why a node cannot become a tool of an agent; `null` when it can. */
export function toolRefusal(flow: Flow, kinds: Kinds, agent: NodeId, to: NodeId): string | null {
  const node = findNode(flow, agent);
  const target = findNode(flow, to);
  if (!node || !target) return t("This node is no longer in the flow.");
  if (agent === to) return t("An agent cannot be its own tool.");
  const kind = kinds.get(target.kind);
  if (target.kind !== "subflow" && kind?.role !== "tool") return t("‘{title}’ is a rule of the flow, not a tool: a model cannot call it.", { title: kind?.title ?? target.kind });
  if (target.kind === "subflow" && !target.config?.flow) return t("‘{id}’ names no flow yet.", { id: to });
  return fullRefusal(node, kinds.get(node.kind));
}

/** Why an agent takes no further tool. */
export function fullRefusal(node: FlowNode, kind: NodeKind | undefined): string | null {
  const most = fieldOf(kind)?.most ?? 0;
  return toolsOf(node, kind).length < most ? null : t("An agent has {most} tools at most.", { most });
}

/** For each node, why it cannot become a tool; what is drawn while a connection is pulled from the tool port. */
export const toolTargets = (flow: Flow, kinds: Kinds, agent: NodeId): Map<NodeId, string | null> =>
  new Map(["start", ...flow.nodes.map((node) => node.id)].map((id) => [id, toolRefusal(flow, kinds, agent, id)]));

/** Gives an agent a tool. One of the same name exists already: the new one gets a number, for the model tells them apart by it. */
export function giveTool(doc: Doc, kinds: Kinds, agent: NodeId, tool: AgentTool): void {
  const node = nodeOf(doc, agent);
  const field = fieldOf(node && kinds.get(node.kind));
  if (!node || !field) return;
  const tools = toolsOf(node, kinds.get(node.kind));
  const taken = new Set(tools.map(toolName));
  const wish = toolName(tool);
  let name = wish;
  for (let n = 2; taken.has(name); n += 1) name = `${wish}_${n}`;
  setConfig(doc, agent, field.name, [...tools, name === wish ? tool : { ...tool, name }]);
}

/** A node as a tool: what it has been told is fixed, what it would read from the flow is the model's to give. */
export function asTool(node: FlowNode, kind: NodeKind | undefined): AgentTool {
  if (node.kind === "subflow") return { flow: String(node.config?.flow) };
  const schemas = new Map(propertiesOf((kind?.config_schema ?? {}) as Schema));
  const fixed = Object.entries(node.config ?? {}).filter(([name, value]) => isFixed(schemas.get(name) ?? {}, value));
  return { kind: node.kind, ...(fixed.length > 0 && { config: Object.fromEntries(fixed) }) };
}

function isFixed(schema: Schema, value: unknown): boolean {
  if (["expression", "script"].includes(readingOf(schema))) return typeof value !== "string";
  return !JSON.stringify(value).includes("{{");
}

/** Whether a node stands in the flow by itself: as a tool it is not needed there any more. */
export const isLoose = (flow: Flow, id: NodeId): boolean => incoming(flow, id).length + outgoing(flow, id).length === 0;

/** Makes a tool of a node: a copy where the flow goes through it, else the node itself. */
export function makeTool(doc: Doc, kinds: Kinds, agent: NodeId, id: NodeId): void {
  const node = nodeOf(doc, id);
  if (!node) return;
  const isMoved = isLoose(doc.flow, id);
  giveTool(doc, kinds, agent, asTool(plain(node), kinds.get(node.kind)));
  if (isMoved) removeNodes(doc, new Set([id]), false);
}

/** Plain JSON of what may be a draft. */
const plain = (node: FlowNode): FlowNode => JSON.parse(JSON.stringify(node)) as FlowNode;
