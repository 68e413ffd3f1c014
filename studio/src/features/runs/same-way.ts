// How far two runs went the same way. Another answer is not yet another way, and a run that goes on has only not come there yet.
import type { Comparison, NodeComparison } from "@/api/runs";
import type { Run } from "@/api/types";

type Side = "a" | "b";

export interface Ways {
  /** What they were begun with, where that was not the same. */
  input: boolean;
  version: boolean;
  /** Where their ways part; `only` is the run that came there, null when both did and left it differently. */
  parting: { node: string; only: Side | null } | null;
  /** The first step that is not alike, while they go the same way. */
  from: string | null;
  /** So many nodes answered something else. */
  answers: number;
  /** Those that have not ended. */
  going: Side[];
}

const facts = (event: NonNullable<Comparison["first_difference"]>["a"], name: string) => JSON.stringify(event?.payload[name]);

export function waysOf({ first_difference: first, nodes }: Pick<Comparison, "first_difference" | "nodes">, a: Pick<Run, "ended_at"> | undefined, b: Pick<Run, "ended_at"> | undefined): Ways {
  const going: Side[] = [];
  if (a && !a.ended_at) going.push("a");
  if (b && !b.ended_at) going.push("b");
  const begins = first?.a?.kind === "run.started" && first.b?.kind === "run.started";
  const isOther = (name: string) => facts(first?.a ?? null, name) !== facts(first?.b ?? null, name);
  const leaves = first?.node && first.a?.kind === "node.completed" && first.b?.kind === "node.completed" && isOther("port") ? { node: first.node, only: null } : null;
  const parts = nodes.filter((node) => parted(node, going)).map((node) => ({ node: node.node, only: onlyOne(node) }));
  return {
    input: begins && isOther("input"),
    version: begins && isOther("version"),
    parting: leaves ?? parts[0] ?? null,
    from: first?.a && first.b ? first.node : null,
    answers: nodes.filter((node) => node.differs && isDone(node, "a") && isDone(node, "b")).length,
    going,
  };
}

const isDone = (node: NodeComparison, side: Side) => node[side]?.status === "completed" || node[side]?.status === "failed";
const came = (node: NodeComparison, side: Side) => node[side] !== null && node[side].status !== "skipped";

/** A run that goes on may still come there, and end there as the other one did. */
function parted(node: NodeComparison, going: Side[]): boolean {
  if (going.some((side) => !isDone(node, side))) return false;
  return came(node, "a") !== came(node, "b") || (came(node, "a") && node.a?.status !== node.b?.status);
}

function onlyOne(node: NodeComparison): Side | null {
  if (came(node, "a") === came(node, "b")) return null;
  return came(node, "a") ? "a" : "b";
}
