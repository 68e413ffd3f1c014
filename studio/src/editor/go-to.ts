import type { NodeId } from "@/flow/types";
import type { EditorTools } from "./context";

/** Leads somebody to a node: chosen, in sight, and with the focus. */
export function goTo({ editor, canvas }: EditorTools, id: NodeId): void {
  editor.select([id]);
  canvas.current?.reveal(id);
  canvas.current?.focus(id);
}
