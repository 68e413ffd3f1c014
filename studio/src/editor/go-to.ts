import { findNode } from "@/flow/document";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { toast } from "@/ui/toast";
import type { EditorTools } from "./context";

/** Leads somebody to a node: chosen, in sight, and with the focus. */
export const goTo = (tools: EditorTools, id: NodeId): void => goToAll(tools, [id]);

/** Leads somebody to several at once: all are chosen, and the first is in sight and has the focus. */
export function goToAll({ editor, canvas }: EditorTools, [first, ...rest]: NodeId[], notes: string[] = []): void {
  // The last one that is chosen is the active one.
  editor.select(first === undefined ? [] : [...rest, first], [], notes);
  if (first === undefined) return;
  canvas.current?.reveal(first);
  canvas.current?.focus(first);
}

/** Opens the node that a link names; that it is no more is said, not passed over. */
export function openNamed({ editor }: EditorTools, id: NodeId): void {
  if (findNode(editor.getState().doc.flow, id)) {
    editor.select([id]);
    return editor.setState({ inspector: true });
  }
  const said = t("There is no node ‘{node}’ in this flow.", { node: id });
  editor.say(said);
  toast(said);
}
