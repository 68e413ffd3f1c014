// Connections by keyboard: going from one to the next, leading a broken one elsewhere, removing it.
import { brokenEdges, edgeOrder, homeOfEdge } from "@/flow/broken";
import { edgeId, findNode, sourceOf } from "@/flow/document";
import { disconnect } from "@/flow/ops";
import type { FlowEdge, NodeId } from "@/flow/types";
import { t } from "@/i18n";
import type { EditorTools } from "../context";
import { goTo } from "../go-to";
import { chooseEdge } from "../reach";
import type { Command } from "./types";

/** The one connection that is chosen. */
export function chosenEdge({ editor }: EditorTools): FlowEdge | undefined {
  const { doc, edges } = editor.getState();
  return edges.size === 1 ? doc.flow.edges.find((edge) => edges.has(edgeId(edge))) : undefined;
}

export function removeEdge(tools: EditorTools, edge: FlowEdge): void {
  const { editor } = tools;
  const id = edgeId(edge);
  editor.edit(t("remove the connection {edge}", { edge: id }), (doc) => disconnect(doc, new Set([id])), { say: t("Removed the connection from {from} to {to}.", { from: edge.from, to: edge.to }) });
  const home = homeOfEdge(editor.getState().doc.flow, edge);
  // The focus was on what is gone.
  if (home) goTo(tools, home);
}

/** From the chosen one to the next; from a node to its own first. */
function walk(tools: EditorTools, edges: FlowEdge[], none: string): void {
  const { active, edges: chosen, doc } = tools.editor.getState();
  const all = edgeOrder(doc.flow).filter((edge) => edges.includes(edge));
  const at = all.findIndex((edge) => chosen.has(edgeId(edge)));
  const own = all.find((edge) => sourceOf(edge).node === active) ?? all.find((edge) => edge.to === active) ?? all[0];
  const next = at >= 0 ? all[(at + 1) % all.length] : own;
  if (next) chooseEdge(tools, next);
  else tools.editor.say(none);
}

/** What could be led elsewhere: the chosen connection, or the first broken one of the chosen node. */
function reconnectable(tools: EditorTools): FlowEdge | undefined {
  const { doc, kinds, active, readOnly } = tools.editor.getState();
  if (readOnly) return undefined;
  const broken = brokenEdges(doc.flow, kinds);
  const chosen = chosenEdge(tools);
  return broken.find((edge) => (chosen ? edge === chosen : sourceOf(edge).node === active || edge.to === active));
}

/** Where an arrow leads from a connection: to one of its ends. */
export function endOf(tools: EditorTools, direction: "left" | "right"): NodeId | null {
  const edge = chosenEdge(tools);
  const id = edge && (direction === "left" ? sourceOf(edge).node : edge.to);
  return id !== undefined && findNode(tools.editor.getState().doc.flow, id) ? id : null;
}

export const edgeCommands: Command[] = [
  { id: "edge", label: t("Go to the next connection"), keys: ["E"], row: t("Go to the next connection, or the next broken one"), group: "Move", perform: (tools) => walk(tools, tools.editor.getState().doc.flow.edges, t("No connections in this flow.")) },
  {
    id: "broken-edge",
    label: t("Go to the next broken connection"),
    keys: ["Shift+E"],
    row: t("Go to the next connection, or the next broken one"),
    group: "Move",
    perform: (tools) => {
      const { doc, kinds } = tools.editor.getState();
      walk(tools, brokenEdges(doc.flow, kinds), t("No connection is broken."));
    },
  },
  {
    id: "reconnect",
    label: t("Reconnect the broken connection…"),
    keys: ["Shift+C"],
    group: "Add",
    when: (tools) => reconnectable(tools) !== undefined,
    perform: (tools) => {
      const edge = reconnectable(tools);
      if (edge) tools.editor.open({ is: "reconnect", edge: edgeId(edge) });
    },
  },
];
