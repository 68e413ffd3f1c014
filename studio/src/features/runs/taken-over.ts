// Which outcomes of a fork or a retry are those of the run it was made of. Their time is the time they took there.
import type { Comparison, NodeComparison } from "@/api/runs";
import type { Run } from "@/api/types";

/** Clocks are read a moment apart. */
const TOLERANCE_MS = 2;

type Made = Pick<Run, "id" | "parent_run" | "lineage">;

/** Which of two runs goes on from the other. */
export function heirOf(a: Made | undefined, b: Made | undefined): "a" | "b" | null {
  if (!a || !b) return null;
  if (b.lineage && b.parent_run === a.id) return "b";
  return a.lineage && a.parent_run === b.id ? "a" : null;
}

/** Before they part, and with the very time it took: a step that had run again would have taken another. So is one whose time is longer
 *  than its run was: it waited in the other one for the fork to be made. What took no time is left alone. */
export function isTakenOver(node: NodeComparison, { nodes, first_difference: first }: Pick<Comparison, "nodes" | "first_difference">, heir: "a" | "b", lastedMs: number): boolean {
  if ((node[heir]?.duration_ms ?? 0) > lastedMs + TOLERANCE_MS) return true;
  const parting = first ? nodes.findIndex((one) => one.node === first.node) : -1;
  const isBefore = parting < 0 || nodes.indexOf(node) < parting;
  return isBefore && !node.differs && (node.a?.duration_ms ?? 0) > 0 && node.a?.duration_ms === node.b?.duration_ms;
}
