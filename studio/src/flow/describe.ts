// A node in words: the card's third line, the name a screen reader says, a diff in a sentence.
import { t } from "@/i18n";
import { allNodes, isOff, outgoing, sourceOf } from "./document";
import { stepNumber } from "./graph";
import { pointed } from "./ports";
import type { Finding, Flow, FlowEdge, FlowNode, NodeId, NodeKind } from "./types";

/** `base “{base}” · top {top_k}` over the config; a part whose value is missing is left out. */
export function cardLine(node: FlowNode, kind: NodeKind | undefined): string {
  if (!kind) return t("unknown kind {kind}", { kind: node.kind });
  const parts = kind.card.split(" · ").map((part) => {
    let missing = false;
    // `{for} {event}`: values side by side stand alone too.
    const apart = /^\{[^}]+\}( \{[^}]+\})+$/.test(part);
    const text = part.replace(/\{([^}]+)\}/g, (_, key: string) => {
      const value = pointed(node.config, key.replaceAll(".", "/")) ?? pointed(kind.config_schema, `/properties/${key}/default`);
      if (value === undefined || value === null || value === "") missing = true;
      return oneLine(value);
    });
    return missing && !apart ? "" : text.trim();
  });
  return parts.filter(Boolean).join(" · ");
}

function oneLine(value: unknown): string {
  if (typeof value === "string") return value.replace(/\s+/g, " ").trim();
  if (Array.isArray(value)) return `${value.length}`;
  return typeof value === "object" && value !== null ? `${Object.keys(value).length}` : String(value ?? "");
}

export function titleOf(node: FlowNode, kind: NodeKind | undefined): string {
  return node.title || kind?.title || node.kind;
}

/** Where a node is in its flow. */
export interface Placed {
  step: number;
  count: number;
  ways: FlowEdge[];
  /** Runs pass it by. */
  off: boolean;
}

export const placed = (flow: Flow, id: NodeId): Placed => ({ step: stepNumber(flow, id), count: allNodes(flow).length, ways: outgoing(flow, id), off: isOff(flow, id) });

/** “Knowledge search ‘kb’, step 2 of 7, done in 0.4 s, 1 problem, leads to answer; on error to ticket” */
export function spoken(id: NodeId, title: string, { step, count, ways: edges, off }: Placed, status: string, problems: number): string {
  const parts = [t("{title} ‘{id}’", { title, id }), t("step {step} of {count}", { step, count })];
  if (off) parts.push(t("switched off"));
  if (status) parts.push(status);
  if (problems > 0) parts.push(t("{count, plural, one {# problem} other {# problems}}", { count: problems }));
  const ways = edges.map((edge) => {
    const { port } = sourceOf(edge);
    if (port === "out") return t("leads to {to}", { to: edge.to });
    return port === "error" ? t("on error to {to}", { to: edge.to }) : t("on {port} to {to}", { port, to: edge.to });
  });
  parts.push(ways.length > 0 ? ways.join("; ") : t("leads nowhere"));
  return parts.join(", ");
}

const NONE: Finding[] = [];
const byNode = new WeakMap<Finding[], Map<NodeId, Finding[]>>();

/** Findings of one node. Sorted once for each list: every card asks, and asks again with every change of the document. */
export function findingsAt(findings: Finding[], node: NodeId): Finding[] {
  const known = byNode.get(findings);
  if (known) return known.get(node) ?? NONE;
  const found = new Map<NodeId, Finding[]>();
  for (const finding of findings) {
    const list = finding.node ? found.get(finding.node) : undefined;
    if (list) list.push(finding);
    else if (finding.node) found.set(finding.node, [finding]);
  }
  byNode.set(findings, found);
  return found.get(node) ?? NONE;
}

/** Findings of one config field, its inner parts included. */
export function findingsOf(findings: Finding[], field: string): Finding[] {
  return findings.filter((finding) => finding.field === field || finding.field?.startsWith(`${field}/`));
}

export const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
