// Adding a node: after another one, on an edge, or in a free place.
import { edgeId, type End, findNode, OUT, outgoing, sourceOf } from "@/flow/document";
import { startConfig } from "@/flow/defaults";
import { freePlace } from "@/flow/free-place";
import { placeAfter } from "@/flow/layout";
import { joinGroup } from "@/flow/groups";
import { homeOf } from "@/flow/bodies";
import { join, setParent, spliceInto } from "@/flow/join";
import { addNode, freshId, moveNodes } from "@/flow/ops";
import { portWord } from "@/flow/port-words";
import { NODE_HEIGHT, NODE_WIDTH, portsOf } from "@/flow/ports";
import { between } from "@/flow/room";
import type { FlowNode, NodeId, NodeKind, Point } from "@/flow/types";
import { t } from "@/i18n";
import { takenBoxes } from "./boxes";
import type { EditorTools } from "./context";

export interface Where {
  after?: End;
  edge?: string;
  at?: Point;
  /** Whose body it is dropped into; what it is added after or put between says more. */
  inside?: NodeId;
}

/** Short names people would choose themselves. */
const WISH: Record<string, string> = { kb_search: "kb", llm: "answer", create_ticket: "ticket", ask_user: "ask", condition: "check", classify: "topic" };

export function addKind(tools: EditorTools, kind: NodeKind, where: Where): NodeId {
  const { editor } = tools;
  const { doc } = editor.getState();
  const id = freshId(doc.flow.nodes.map((node) => node.id), WISH[kind.name] ?? kind.name.replace(/^mcp:.*\//, ""));
  const node: FlowNode = { id, kind: kind.name };
  const config = startConfig(kind);
  if (Object.keys(config).length > 0) node.config = config;
  const out = wayOn(node, kind);
  const edge = doc.flow.edges.find((one) => edgeId(one) === where.edge);
  editor.edit(
    t("add ‘{id}’", { id }),
    (draft) => {
      const room = edge && between(doc.flow, doc.layout, sourceOf(edge).node, edge.to);
      addNode(draft, node, room?.at ?? where.at ?? spot(tools, where.after?.node));
      if (room) moveNodes(draft, room.moves);
      const before = where.after ?? (edge && sourceOf(edge));
      if (before) setParent(draft, id, homeOf(draft.flow, before));
      else if (where.inside) setParent(draft, id, where.inside);
      if (where.after) join(draft, where.after, id);
      if (edge) joinGroup(draft, id, [sourceOf(edge).node, edge.to]);
      if (where.edge && out) spliceInto(draft, where.edge, id, out.name);
    },
    { say: where.after ? t("Added {title} ‘{id}’ after {after}.", { title: kind.title, id, after: where.after.node }) : t("Added {title} ‘{id}’.", { title: kind.title, id }), select: [id] },
  );
  tools.taste.used(kind.name);
  requestAnimationFrame(() => {
    tools.canvas.current?.reveal(id);
    tools.canvas.current?.focus(id);
  });
  return id;
}

function spot(tools: EditorTools, after: NodeId | undefined): Point {
  const state = tools.editor.getState();
  if (after) return placeAfter(state.doc.layout, after);
  const middle = tools.canvas.current?.middle() ?? { x: 0, y: 0 };
  return freePlace(takenBoxes(state), { ...middle, width: NODE_WIDTH, height: NODE_HEIGHT });
}

/** What is said when two nodes are connected. */
export const connectedLabel = (from: End, to: NodeId): string =>
  from.port === OUT ? t("Connected {from} to {to}.", { from: from.node, to }) : t("Connected {from}, {port}, to {to}.", { from: from.node, port: portWord(from.port), to });

/** The port by which a node goes on when nothing else is said. */
function wayOn(node: FlowNode, kind: NodeKind) {
  const ports = portsOf(node, kind);
  return ports.find((port) => port.name === OUT) ?? ports.find((port) => port.kind !== "error" && port.kind !== "body");
}

/** Why a kind cannot be put somewhere; `null` when it can. */
export const unfit = (kind: NodeKind, where: Where): string | null =>
  where.edge && !wayOn({ id: kind.name, kind: kind.name, config: startConfig(kind) }, kind) ? t("Nothing follows ‘{title}’: it cannot stand between two nodes.", { title: kind.title }) : null;

/** The free port by which a node is best continued; `null` where nothing follows. */
export function continuing(tools: EditorTools, id: NodeId): End | null {
  const { doc, kinds } = tools.editor.getState();
  const node = findNode(doc.flow, id);
  const ports = node ? portsOf(node, kinds.get(node.kind)).filter((port) => port.kind !== "error") : [];
  const free = ports.find((port) => !outgoing(doc.flow, id).some((edge) => sourceOf(edge).port === port.name));
  const port = free ?? ports[0];
  return port ? { node: id, port: port.name } : null;
}

/** Asks what is to follow a node, by the port that is best for it. */
export function addNext(tools: EditorTools, id: NodeId): void {
  const after = continuing(tools, id);
  if (after) tools.editor.open({ is: "add", after });
  else tools.editor.say(t("‘{id}’ ends here: nothing follows it.", { id }));
}
