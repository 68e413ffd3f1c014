// What probably comes next: by what follows the same port elsewhere in this flow, and by what usually follows it in others.
import { findNode, outgoing, OUT, sourceOf } from "./document";
import type { End } from "./document";
import type { Flow, NodeId } from "./types";

const BEST = 3;

/** Kinds that usually follow a port, the likeliest first; a kind without a port stands for all of its ports but `error`. Drawn from the
 *  examples and from what the kinds are for. */
const USUAL: Record<string, string[]> = {
  start: ["kb_search", "classify", "llm"],
  error: ["reply", "notify", "handoff"],
  agent: ["reply", "ask_user", "condition"],
  "agent.limit": ["handoff", "reply", "create_ticket"],
  "approval.approved": ["create_ticket", "http_request", "notify"],
  "approval.rejected": ["reply", "notify", "end"],
  "approval.timeout": ["notify", "reply", "end"],
  ask_user: ["reply", "create_ticket", "condition"],
  "ask_user.answered": ["create_ticket", "condition", "extract"],
  "ask_user.declined": ["reply", "end", "handoff"],
  "ask_user.timeout": ["reply", "notify", "end"],
  classify: ["kb_search", "ask_user", "create_ticket"],
  condition: ["reply", "llm", "create_ticket"],
  create_ticket: ["notify", "reply", "end"],
  extract: ["ask_user", "condition", "create_ticket"],
  find_tickets: ["condition", "llm", "map"],
  handoff: ["reply", "update_ticket", "end"],
  "handoff.timeout": ["create_ticket", "reply", "end"],
  http_request: ["condition", "script", "reply"],
  kb_search: ["condition", "llm", "reply"],
  llm: ["ask_user", "reply", "condition"],
  loop: ["condition", "reply", "end"],
  "loop.body": ["ask_user", "llm", "http_request"],
  "loop.bound": ["handoff", "reply", "create_ticket"],
  map: ["llm", "reply", "template"],
  "map.body": ["llm", "http_request", "subflow"],
  mcp_tool: ["condition", "llm", "reply"],
  notify: ["reply", "end", "set_state"],
  reply: ["end", "extract", "ask_user"],
  script: ["condition", "set_state", "reply"],
  set_state: ["condition", "wait", "reply"],
  subflow: ["condition", "reply", "end"],
  switch: ["reply", "kb_search", "create_ticket"],
  template: ["reply", "notify", "llm"],
  update_ticket: ["notify", "reply", "end"],
  wait: ["end", "notify", "reply"],
  "wait.timeout": ["notify", "update_ticket", "end"],
};

/** What the table says of a port. Tools of MCP servers are all alike. */
function usual(kind: string, port: string): string[] {
  const name = kind.startsWith("mcp:") ? "mcp_tool" : kind;
  return USUAL[`${name}.${port}`] ?? (port === "error" ? USUAL.error : USUAL[name]) ?? [];
}

/** The best three, the likeliest first: the same flow always gives the same. `to` is what follows already, where a node is put between. */
export function guesses(flow: Flow, from: End, to: NodeId | null, isFit: (kind: string) => boolean): string[] {
  const source = findNode(flow, from.node);
  if (!source) return [];
  const points = new Map<string, number>();
  const add = (kind: string, more: number) => points.set(kind, (points.get(kind) ?? 0) + more);
  usual(source.kind, from.port).forEach((kind, rank) => add(kind, 3 - rank));
  for (const node of flow.nodes) {
    if (node.kind !== source.kind) continue;
    for (const edge of outgoing(flow, node.id)) {
      const next = findNode(flow, edge.to);
      // A branch has a name of its own in every node: all that are no errors are alike.
      if (next && alike(sourceOf(edge).port, from.port)) add(next.kind, 1.5);
    }
  }
  const after = to === null ? undefined : findNode(flow, to)?.kind;
  if (after) for (const kind of points.keys()) if (usual(kind, OUT).includes(after)) add(kind, 1);
  // The same twice in a row is rarely meant.
  const all = [...points].filter(([kind]) => kind !== after && kind !== "start" && isFit(kind));
  return all
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, BEST)
    .map(([kind]) => kind);
}

const alike = (a: string, b: string) => (a === "error") === (b === "error") && (a === "body") === (b === "body");
