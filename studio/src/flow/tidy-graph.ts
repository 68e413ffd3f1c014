// A flow as the layout engine takes it: nodes with their ports in order, bodies and groups as nodes around nodes. Pure; the engine itself
// runs in a worker (`editor/tidy`).
import { ancestors, BODY, parentOf } from "./bodies";
import { allNodes, findNode, outgoing, sourceOf } from "./document";
import { order } from "./graph";
import { findGroup, groupOf, hidden } from "./groups";
import { INPUT_Y, NODE_HEIGHT, NODE_WIDTH, nodeHeight, portsOf, portY } from "./ports";
import type { Kinds } from "./connect";
import type { Doc } from "./document";
import type { Group, NodeId } from "./types";

export interface TidyNode {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  ports?: { id: string; x: number; y: number; width: number; height: number; layoutOptions: Record<string, string> }[];
  children?: TidyNode[];
  edges?: { id: string; sources: string[]; targets: string[] }[];
  layoutOptions?: Record<string, string>;
}

const ROOT = "";
/** Asked for in each box anew: the engine does not hand them down. */
const SPACING: Record<string, string> = {
  "elk.layered.spacing.nodeNodeBetweenLayers": "88",
  "elk.spacing.nodeNode": "48",
  "elk.spacing.edgeNode": "24",
  "elk.layered.spacing.edgeNodeBetweenLayers": "24",
  "elk.spacing.componentComponent": "72",
};
const OPTIONS: Record<string, string> = {
  ...SPACING,
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "POLYLINE",
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
};
const PADDING = "[top=56,left=24,bottom=24,right=24]";

/** Only `only`, or everything. A collapsed group is one node: `group:<id>`. */
export function tidyGraph(doc: Doc, kinds: Kinds, only: ReadonlySet<NodeId> | null): TidyNode {
  const { flow, layout } = doc;
  const away = hidden(flow, layout);
  const drawn = (id: NodeId) => (away.has(id) ? `group:${away.get(id)}` : id);
  const inScope = (id: NodeId) => findNode(flow, id) !== undefined && (only === null || only.has(id));

  const root: TidyNode = { id: "root", children: [], edges: [], layoutOptions: OPTIONS };
  const clusters = new Map<string, TidyNode>([[ROOT, root]]);
  const cluster = (key: string): TidyNode => {
    const known = clusters.get(key);
    if (known) return known;
    const made: TidyNode = { id: key, children: [], layoutOptions: { ...SPACING, "elk.padding": PADDING } };
    clusters.set(key, made);
    cluster(around(key)).children?.push(made);
    return made;
  };
  /** The cluster that a cluster lies in. */
  const around = (key: string): string => {
    if (key.startsWith("frame:")) return inScope(key.slice(6)) ? home(key.slice(6)) : ROOT;
    const group = findGroup(layout, key.slice(6));
    return frame(group && homeOfGroup(doc, group));
  };
  const frame = (parent: NodeId | undefined | null): string => (parent && inScope(parent) && !away.has(parent) ? `frame:${parent}` : ROOT);
  const home = (id: NodeId): string => {
    const parent = ancestors(flow, id).includes(id) ? undefined : parentOf(flow, id);
    const group = groupOf(layout, id);
    const isTop = group && !(parent !== undefined && group.nodes.includes(parent));
    return isTop && homeOfGroup(doc, group) !== null ? `group:${group.id}` : frame(parent);
  };

  for (const id of order(flow)) {
    if (!inScope(id)) continue;
    const group = away.get(id);
    if (group === undefined) cluster(home(id)).children?.push(leaf(doc, kinds, id));
    else if (!clusters.has(`group:${group}`)) {
      const made: TidyNode = { id: `group:${group}`, width: NODE_WIDTH, height: NODE_HEIGHT };
      clusters.set(made.id, made);
      cluster(around(made.id)).children?.push(made);
    }
  }

  const seen = new Set<string>();
  const join = (from: string, to: string) => {
    const id = `${from}->${to}`;
    if (from === to || seen.has(id)) return;
    seen.add(id);
    root.edges?.push({ id, sources: [from], targets: [to] });
  };
  const out = (id: NodeId, port: string) => (away.has(id) ? drawn(id) : `${id}|${port}`);
  const into = (id: NodeId) => (away.has(id) ? drawn(id) : `${id}|in`);
  for (const node of allNodes(flow)) {
    if (!inScope(node.id)) continue;
    for (const edge of outgoing(flow, node.id)) {
      if (!inScope(edge.to) || edge.to === node.id || drawn(edge.to) === drawn(node.id)) continue;
      const { port } = sourceOf(edge);
      const isDrawn = away.has(node.id) || portsOf(node, kinds.get(node.kind)).some((one) => one.name === port);
      join(isDrawn ? out(node.id, port) : node.id, edge.to === "start" ? edge.to : into(edge.to));
      // What follows a container comes after the whole body.
      if (port !== BODY && clusters.has(`frame:${node.id}`) && !isInside(doc, edge.to, node.id)) join(`frame:${node.id}`, into(edge.to));
    }
  }
  return root;
}

function leaf({ flow }: Doc, kinds: Kinds, id: NodeId): TidyNode {
  const node = findNode(flow, id);
  const ports = node ? portsOf(node, kinds.get(node.kind)) : [];
  const dot = { width: 0, height: 0 };
  const outs = ports.map((port, at) => ({ id: `${id}|${port.name}`, x: NODE_WIDTH, y: portY(at, ports.length), ...dot, layoutOptions: { "elk.port.side": "EAST" } }));
  const ins = id === "start" ? [] : [{ id: `${id}|in`, x: 0, y: INPUT_Y, ...dot, layoutOptions: { "elk.port.side": "WEST" } }];
  return { id, width: NODE_WIDTH, height: nodeHeight(ports), ports: [...ins, ...outs], layoutOptions: { "elk.portConstraints": "FIXED_POS" } };
}

const isInside = ({ flow }: Doc, id: NodeId, container: NodeId) => ancestors(flow, id).includes(container);

/** The body that a whole group lies in, `undefined` for none; `null` when its nodes lie in several, so that no box can be drawn around them. */
function homeOfGroup({ flow }: Doc, group: Group): NodeId | undefined | null {
  const inside = new Set(group.nodes);
  const homes = new Set(group.nodes.map((id) => parentOf(flow, id)).filter((parent) => parent === undefined || !inside.has(parent)));
  return homes.size === 1 ? [...homes][0] : null;
}
