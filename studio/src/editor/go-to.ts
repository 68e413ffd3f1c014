import { findNode } from "@/flow/document";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { toast } from "@/ui/toast";
import type { EditorTools } from "./context";

/** Leads somebody to a node: chosen, in sight, and with the focus. */
export function goTo({ editor, canvas }: EditorTools, id: NodeId): void {
  editor.select([id]);
  canvas.current?.reveal(id);
  canvas.current?.focus(id);
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
