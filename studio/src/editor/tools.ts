// Giving an agent its tools: a kind, a flow, or a node that stands on the canvas.
import { type AgentTool, giveTool, isLoose, makeTool, toolName, toolsField, toolsOf } from "@/flow/agent-tools";
import { findNode } from "@/flow/document";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import type { EditorTools } from "./context";
import { focusField } from "./reach";

/** A new tool, whose settings are asked for at once: the inspector opens at it. */
export function addTool(tools: EditorTools, agent: NodeId, tool: AgentTool): void {
  const { editor, canvas } = tools;
  const { kinds } = editor.getState();
  const name = toolName(tool);
  editor.edit(t("give ‘{agent}’ the tool {name}", { agent, name }), (doc) => giveTool(doc, kinds, agent, tool), { say: t("‘{agent}’ may use {name} now.", { agent, name }), select: [agent] });
  const node = findNode(editor.getState().doc.flow, agent);
  const count = node ? toolsOf(node, kinds.get(node.kind)).length : 0;
  if (count > 0) openTool(tools, agent, count - 1);
  canvas.current?.reveal(agent);
}

/** The inspector at one of an agent's tools. */
export function openTool(tools: EditorTools, agent: NodeId, index: number): void {
  const { doc, kinds } = tools.editor.getState();
  const node = findNode(doc.flow, agent);
  if (!node) return;
  tools.editor.select([agent]);
  focusField(tools, agent, `${toolsField(kinds.get(node.kind))}/${index}/name`);
}

/** A node of the flow as a tool: itself where nothing leads through it, else a copy of its settings. */
export function takeAsTool({ editor }: EditorTools, agent: NodeId, id: NodeId): void {
  const { doc, kinds } = editor.getState();
  const isMoved = isLoose(doc.flow, id);
  editor.edit(t("give ‘{agent}’ the tool {name}", { agent, name: id }), (draft) => makeTool(draft, kinds, agent, id), {
    say: isMoved ? t("‘{id}’ is a tool of ‘{agent}’ now, and no step of the flow any more.", { id, agent }) : t("‘{agent}’ may use a tool like ‘{id}’ now; the step stays.", { id, agent }),
    select: [agent],
  });
}
