import { getVersion } from "@/api/flows";
import type { Editor } from "@/editor/store";
import { t } from "@/i18n";
import { toast } from "@/ui/toast";

/** Makes a version the draft again: one step of the editor, undone like any other. */
export async function restore(editor: Editor, version: number): Promise<void> {
  const found = await getVersion(editor.getState().name, version);
  const said = t("The draft is version {version} again. Undo brings back what it was.", { version });
  editor.edit(
    t("restore version {version}", { version }),
    (doc) => {
      doc.flow = { ...found.document, nodes: found.document.nodes ?? [], edges: found.document.edges ?? [] };
      if (found.layout) doc.layout = { ...doc.layout, nodes: { ...doc.layout.nodes, ...found.layout.nodes } };
    },
    { say: said, risky: true },
  );
  toast(said);
}
