// What the checks found, as it is listed and gone through: the flow's own first, then node by node in the order of the steps.
import { order } from "@/flow/graph";
import type { Finding, Flow, FlowEdge, NodeId } from "@/flow/types";

export interface FindingGroup {
  /** `null`: they concern the flow as a whole. */
  node: NodeId | null;
  findings: Finding[];
}

/** Errors before warnings in each group; nodes that are no more come last. */
export function findingGroups(flow: Flow, findings: Finding[]): FindingGroup[] {
  const found = new Map<NodeId | null, Finding[]>();
  for (const finding of findings) found.set(finding.node, [...(found.get(finding.node) ?? []), finding]);
  const place = new Map<NodeId | null, number>([[null, -1], ...order(flow).map((id, at) => [id, at] as const)]);
  const at = (node: NodeId | null) => place.get(node) ?? place.size;
  return [...found].toSorted(([a], [b]) => at(a) - at(b)).map(([node, some]) => ({ node, findings: some.toSorted((a, b) => a.severity.localeCompare(b.severity)) }));
}

/** Names a finding also after the next check, which makes all of them anew. */
export const findingKey = (finding: Finding): string => JSON.stringify([finding.code, finding.node, finding.field, finding.position ?? null, finding.cause]);

/** Where F8 leads: on from the one that was shown last while one is still there; else to the first of the node one is at, or to the
 *  nearest further on. */
export function nextFinding(flow: Flow, findings: Finding[], at: { last: string | null; active: NodeId | null }, by: 1 | -1): Finding | undefined {
  const all = findingGroups(flow, findings).flatMap((group) => group.findings);
  const last = all.findIndex((finding) => findingKey(finding) === at.last && (finding.node === null || finding.node === at.active));
  if (last >= 0) return all[(last + by + all.length) % all.length];
  const own = all.find((finding) => finding.node !== null && finding.node === at.active);
  if (own) return own;
  const steps = order(flow);
  const here = at.active === null ? -1 : steps.indexOf(at.active);
  const isBeyond = (finding: Finding) => finding.node !== null && here >= 0 && (steps.indexOf(finding.node) - here) * by > 0;
  return by === 1 ? (all.find(isBeyond) ?? all[0]) : (all.findLast(isBeyond) ?? all.at(-1));
}

/** The connection that a finding of the flow names: `/edges/3/from`. */
export function edgeOfFinding(flow: Flow, finding: Finding): FlowEdge | undefined {
  const index = finding.node === null ? /^\/edges\/(\d+)/.exec(finding.field ?? "")?.[1] : undefined;
  return index === undefined ? undefined : flow.edges[Number(index)];
}
