// Connecting, with what it means for the bodies the two are in.
import { BODY, homeOf, joining } from "./bodies";
import { type Doc, edgeId, type End, sourceOf } from "./document";
import { connect, nodeOf, splice } from "./ops";
import type { NodeId } from "./types";

/** Connects and, where something goes into a body or out of one, sets its `parent`. A connection that may not be is not made. */
export function join(doc: Doc, from: End, to: NodeId): void {
  const way = joining(doc.flow, from, to);
  if ("refused" in way) return;
  for (const id of way.moves) setParent(doc, id, way.parent);
  connect(doc, from, to);
}

/** As `splice`, and the node goes where the edge is. */
export function spliceInto(doc: Doc, edge: string, id: NodeId, port: string): void {
  const found = doc.flow.edges.find((other) => edgeId(other) === edge);
  if (!found || port === BODY) return;
  const way = joining(doc.flow, sourceOf(found), id);
  if ("refused" in way) return;
  setParent(doc, id, homeOf(doc.flow, sourceOf(found)));
  splice(doc, edge, id, port);
}

export function setParent(doc: Doc, id: NodeId, parent: NodeId | undefined): void {
  const node = nodeOf(doc, id);
  if (!node) return;
  if (parent === undefined) delete node.parent;
  else node.parent = parent;
}
