// The logic of a flow in a three-way merge: by node and field, connection by connection.
import { type Doc, edgeId, findNode, sourceOf, START } from "../document";
import type { Flow, FlowEdge, FlowNode, NodeId } from "../types";
import { byKey, type Decider, equal, equalFixed, GONE, isObject, type Json, type Maybe, put, type Sides, sidesAt } from "./decide";
import { mergeOrder, mergeSet } from "./lists";
import { touches } from "./renames";

export function mergeFlow(sides: Sides<Doc>, decider: Decider): Flow {
  const flows: Sides<Flow> = { was: sides.was.map((doc) => doc.flow), my: sides.my.flow, their: sides.their.flow };
  const top = byKey(flows, (key, one) => (key === "nodes" || key === "edges" ? GONE : mergeTop(key, one, decider)));
  const held = new Set<NodeId>();
  const nodes = mergeNodes(flows, sides, held, decider);
  return { ...(top as unknown as Flow), nodes, edges: mergeEdges(flows, nodes, held, decider) };
}

/** Channels and schemas are things with names of their own; so are the fields of the input. */
function mergeTop(key: string, sides: Sides, decider: Decider): Maybe {
  const all = [sides.my, sides.their, ...sides.was];
  if (key === "tests") return all.every((one) => one === GONE) ? GONE : mergeSet(sides);
  const isMap = key === "state" || key === "schemas" || key === "input" || key === "output";
  if (!isMap || !isObject(sides.my) || !isObject(sides.their)) return decider.decide({ path: [key] }, sides, equalFixed);
  return byKey(sides, (inner, one) => {
    if (inner === "required") return mergeSet(one);
    if (inner === "properties" && isObject(one.my) && isObject(one.their)) {
      return byKey(one, (name, field) => decider.decide({ path: [key, inner, name] }, field));
    }
    return decider.decide({ path: [key, inner] }, one);
  });
}

function mergeNodes(flows: Sides<Flow>, docs: Sides<Doc>, held: Set<NodeId>, decider: Decider): FlowNode[] {
  const result = new Map<NodeId, FlowNode>();
  const lost = new Map<NodeId, FlowNode>();
  const ids = new Set([...flows.my.nodes, ...flows.their.nodes].map((node) => node.id));
  for (const id of ids) {
    const my = findNode(flows.my, id);
    const their = findNode(flows.their, id);
    const was = flows.was.map((flow): Maybe => findNode(flow, id) ?? GONE);
    if (my && their) result.set(id, mergeNode(id, { was, my, their }, decider));
    else if (my) keepMine(my, was);
    else if (their) keepTheirs(their, was);
  }

  /** They deleted it, or have never seen it. */
  function keepMine(my: FlowNode, was: Maybe[]): void {
    if (was[0] === GONE) return void result.set(my.id, my);
    decider.came(my.id);
    const isUsed = uses(flows.my, flows.was.slice(0, 1), my.id) || !equal(was[0], my);
    if (isUsed) hold(my);
    else lost.set(my.id, my);
  }

  function hold(my: FlowNode): void {
    decider.ask({ node: my.id, path: [] }, my, GONE);
    result.set(my.id, my);
    held.add(my.id);
  }

  /** I deleted it, or they have just added it. */
  function keepTheirs(their: FlowNode, was: Maybe[]): void {
    if (was.every((old) => old === GONE)) {
      decider.came(their.id);
      result.set(their.id, their);
    } else if (uses(flows.their, flows.was, their.id) || !was.some((old) => equal(old, their))) {
      decider.came(their.id);
      const edges = flows.their.edges.filter((edge) => touches(edge, their.id));
      decider.ask({ node: their.id, path: [] }, GONE, their, { edges, at: docs.their.layout.nodes[their.id] });
    }
  }

  // What is inside a body that stays does, too; and what stays keeps the body it is in.
  for (let grew = true; grew; ) {
    grew = false;
    for (const [id, node] of lost) {
      const isBody = [...held].some((other) => result.get(other)?.parent === id);
      if (!isBody && !(node.parent !== undefined && held.has(node.parent))) continue;
      lost.delete(id);
      grew = true;
      if (isBody) hold(node);
      else {
        result.set(id, node);
        held.add(id);
      }
    }
  }

  const order = (flow: Flow | undefined) => flow?.nodes.map((node) => node.id) ?? [];
  return mergeOrder(order(flows.was[0]), order(flows.my), order(flows.their), new Set(result.keys())).map((id) => result.get(id) as FlowNode);
}

/** Whether something new leads to the node, from it, or into its body. */
function uses(flow: Flow, was: Flow[], id: NodeId): boolean {
  const isNew = (edge: FlowEdge) => !was.some((old) => old.edges.some((other) => edgeId(other) === edgeId(edge)));
  if (flow.edges.some((edge) => touches(edge, id) && isNew(edge))) return true;
  return flow.nodes.some((node) => node.parent === id && !was.some((old) => findNode(old, node.id)?.parent === id));
}

function mergeNode(id: NodeId, sides: Sides, decider: Decider): FlowNode {
  const result = byKey(sides, (key, one) => (key === "config" ? GONE : decider.decide({ node: id, path: [key] }, one, equalFixed)));
  const config: Json = byKey(sidesAt(sides, "config"), (key, one) => decider.decide({ node: id, path: ["config", key] }, one));
  if (Object.keys(config).length > 0) put(result, "config", config);
  return result as unknown as FlowNode;
}

function mergeEdges(flows: Sides<Flow>, nodes: FlowNode[], held: ReadonlySet<NodeId>, decider: Decider): FlowEdge[] {
  const there = new Set(nodes.map((node) => node.id)).add(START);
  // A connection to what neither side has is broken already; it stays, to be mended.
  const known = new Set([flows.my, flows.their, ...flows.was].flatMap((flow) => flow.nodes.map((node) => node.id)));
  const idsOf = (flow: Flow) => new Set(flow.edges.map(edgeId));
  const my = idsOf(flows.my);
  const their = idsOf(flows.their);
  const was = flows.was.map(idsOf);
  const result = new Map<string, FlowEdge>();
  for (const edge of [...flows.my.edges, ...flows.their.edges]) {
    const id = edgeId(edge);
    const ends = [sourceOf(edge).node, edge.to];
    if (result.has(id) || ends.some((end) => known.has(end) && !there.has(end))) continue;
    const wasThere = my.has(id) ? was[0]?.has(id) === true : was.some((ids) => ids.has(id));
    const isBoth = my.has(id) && their.has(id);
    // A node that stays against their deletion keeps its connections.
    const isHeld = my.has(id) && ends.some((end) => held.has(end));
    if (isBoth || !wasThere || isHeld) result.set(id, edge);
    const isTheirs = my.has(id) !== their.has(id) && their.has(id) !== wasThere && !isHeld;
    // A connection of a node that came or went is told with the node.
    if (isTheirs && ends.every((end) => end === START || (findNode(flows.my, end) && findNode(flows.their, end)))) decider.came(ends[0]);
  }
  return [...result.values()];
}
