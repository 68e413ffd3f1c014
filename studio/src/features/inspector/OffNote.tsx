import { PowerOff } from "lucide-react";
import { useEditorState, useTools } from "@/editor/context";
import { findNode, isOff } from "@/flow/document";
import { setField } from "@/flow/ops";
import type { NodeId } from "@/flow/types";
import { t } from "@/i18n";
import { Button } from "@/ui/button";

/** Says that runs pass the node by, and why. */
export function OffNote({ id }: { id: NodeId }) {
  const { editor } = useTools();
  const off = useEditorState((state) => isOff(state.doc.flow, id));
  const own = useEditorState((state) => findNode(state.doc.flow, id)?.disabled === true);
  const readOnly = useEditorState((state) => state.readOnly);
  if (!off) return null;
  const switchOn = () => editor.edit(t("switch on {count, plural, one {# node} other {# nodes}}", { count: 1 }), (doc) => setField(doc, id, "disabled", undefined));
  return (
    <p className="mx-4 mb-1 flex items-center gap-2 rounded-control bg-sunken px-3 py-2 text-node">
      <PowerOff size={14} className="shrink-0 text-muted" aria-hidden />
      <span className="flex-1">{own ? t("Switched off: runs pass it by, and what reads it gets nothing.") : t("What it is inside of is switched off, so runs pass it by.")}</span>
      {own && !readOnly && (
        <Button size="sm" onClick={switchOn}>
          {t("Switch on")}
        </Button>
      )}
    </p>
  );
}
