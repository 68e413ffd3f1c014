// The restore points of the server and those that only this browser has yet, as one list.
import type { KeptPoint } from "@/api/restore-points";
import type { RestorePoint } from "@/editor/restore-points";
import type { Doc } from "@/flow/document";

export interface PointRow {
  key: string;
  label: string;
  at: number;
  nodes: number;
  /** Who did what came after; `null`: oneself. */
  author: string | null;
  /** Nobody else finds it yet. */
  onlyHere: boolean;
  /** Here without asking the server. */
  doc: Doc | null;
}

/** The newest first. Without the server's list (`null`) it is what this browser has. */
export function allPoints(kept: KeptPoint[] | null, here: RestorePoint[]): PointRow[] {
  const docs = new Map(here.map((point) => [point.key, point.doc]));
  const rows: PointRow[] = (kept ?? []).map((point) => ({
    key: point.id,
    label: point.label,
    at: Date.parse(point.at),
    nodes: point.nodes,
    author: point.mine ? null : point.author.name,
    onlyHere: false,
    doc: docs.get(point.id) ?? null,
  }));
  const known = new Set(rows.map((row) => row.key));
  for (const point of here) {
    // What the server had and let go of is one of those that are too old.
    if (known.has(point.key ?? "") || (kept !== null && point.handed === "kept")) continue;
    rows.push({ key: point.key ?? String(point.id), label: point.label, at: point.at, nodes: point.doc.flow.nodes.length, author: null, onlyHere: point.handed !== "kept", doc: point.doc });
  }
  return rows.toSorted((a, b) => b.at - a.at);
}
