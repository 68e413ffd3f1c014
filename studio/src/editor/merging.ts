// What becomes of two states of a flow that meet: while one edits, and when edits of an earlier page come back.
import type { Loaded } from "@/api/flows";
import type { Kinds } from "@/flow/connect";
import { type Doc, same } from "@/flow/document";
import { complete } from "@/flow/layout";
import { type Conflict, rebase, type Rebased, type RebaseInput, stillOpen } from "@/flow/rebase";
import type { Kept } from "./outbox";

export const theirsOf = (loaded: Loaded): Doc => ({ flow: loaded.flow, layout: loaded.layout });

export interface MergedIn extends Rebased {
  /** What the result is an edit of. */
  base: Doc;
}

/** A rebase after which every node has a place; places that nobody gave are no edit of anybody's. */
export function mergeIn(input: RebaseInput & { kinds: Kinds }): MergedIn {
  const result = rebase(input);
  const layout = complete(result.doc.flow, result.doc.layout, input.kinds);
  const given = Object.entries(layout.nodes).filter(([id]) => !result.doc.layout.nodes[id]);
  // A node that is no more leaves its place behind on the server; that is no reason to write.
  const stale = Object.keys(input.theirs.layout.nodes).filter((id) => !layout.nodes[id] && !input.mine.layout.nodes[id]);
  const nodes = { ...input.theirs.layout.nodes, ...Object.fromEntries(given) };
  for (const id of stale) delete nodes[id];
  return { ...result, doc: { flow: result.doc.flow, layout }, base: { flow: input.theirs.flow, layout: { ...input.theirs.layout, nodes } } };
}

export interface Restored {
  doc: Doc;
  base: Doc;
  /** Edits of an earlier page came back. */
  restored: boolean;
  conflicts: Conflict[];
}

/** What the editor opens with: the server's draft, and on it what earlier pages could not save. */
export function restore(found: Kept[], loaded: Loaded, kinds: Kinds): Restored {
  const server = theirsOf(loaded);
  const start = mergeIn({ base: server, mine: server, theirs: server, kinds });
  let { doc } = start;
  let conflicts: Conflict[] = [];
  for (const kept of found) {
    const result = mergeIn({ base: kept.base, mine: kept.doc, theirs: doc, sent: kept.sent, kinds });
    doc = result.doc;
    conflicts = [...conflicts, ...kept.conflicts, ...result.conflicts];
  }
  const byKey = new Map(conflicts.map((conflict) => [conflict.key, conflict]));
  const restored = !same(doc.flow, start.doc.flow) || !same(doc.layout, start.doc.layout);
  return { doc, base: start.base, restored, conflicts: stillOpen(doc, [...byKey.values()]) };
}
