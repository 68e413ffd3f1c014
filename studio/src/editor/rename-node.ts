// Another id for a node: the references follow, it stays chosen, and that is said.
import { renameNode } from "@/flow/ops";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import type { Editor } from "./store";

export function renameTo(editor: Editor, id: NodeId, wish: NodeId): void {
  const { kinds } = editor.getState();
  editor.edit(t("rename ‘{id}’ to ‘{wish}’", { id, wish }), (doc) => renameNode(doc, kinds, id, wish), { say: t("Renamed to {wish}; references follow.", { wish }) });
  editor.select([wish]);
}
