// Tidying up: only ever when somebody asks for it, and one step to undo.
import { t } from "@/i18n";
import { withBodies } from "@/flow/bodies";
import { findNode } from "@/flow/document";
import { moveNodes } from "@/flow/ops";
import type { NodeId } from "@/flow/types";
import { toast } from "@/ui/toast";
import type { EditorTools } from "../context";

let isRunning = false;

/** `null`: the whole flow. */
export async function tidyUp(tools: EditorTools, only: NodeId[] | null): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  const { editor, canvas } = tools;
  const { doc, kinds } = editor.getState();
  const scope = only && withBodies(doc.flow, only);
  try {
    const { layOut } = await import("./engine");
    const moves = await layOut(doc, kinds, scope);
    const now = editor.getState().doc;
    canvas.current?.glide(now.layout.nodes);
    editor.edit(
      scope ? t("tidy up {count, plural, one {# node} other {# nodes}}", { count: scope.size }) : t("tidy up"),
      // Somebody may have gone on editing meanwhile.
      (draft) => moveNodes(draft, Object.fromEntries(Object.entries(moves).filter(([id]) => findNode(now.flow, id)))),
      { say: t("Tidied up."), risky: true },
    );
    if (scope === null) canvas.current?.fit();
  } catch {
    const why = t("Tidying up could not be loaded. Check the network and try again.");
    editor.say(why);
    toast(why, "danger");
  } finally {
    isRunning = false;
  }
}
