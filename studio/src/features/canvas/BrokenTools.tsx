import { removeEdge } from "@/editor/commands/edges";
import { useEditorState, useTools } from "@/editor/context";
import { edgeId } from "@/flow/document";
import type { FlowEdge } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";

/** What can be done with a connection that is broken; it stays until somebody decides. `isStop`: Tab stops here. */
export function BrokenTools({ edge, isStop, className }: { edge: FlowEdge; isStop: boolean; className?: string }) {
  const tools = useTools();
  const id = edgeId(edge);
  const isChosen = useEditorState((state) => state.edges.has(id));
  const readOnly = useEditorState((state) => state.readOnly);
  const button = "rounded-control px-1.5 text-xs leading-6 font-medium text-danger hover:bg-danger-soft";
  return (
    <div role="group" aria-label={t("Broken connection {edge}", { edge: id })} data-edge-tools={id} className={cx("flex items-center rounded-control border border-danger bg-surface", isChosen && "ring-2 ring-accent", className)}>
      {readOnly ? (
        <span className={button}>{t("Broken")}</span>
      ) : (
        <>
          <button type="button" tabIndex={isStop ? 0 : -1} className={button} onClick={() => tools.editor.open({ is: "reconnect", edge: id })}>
            {t("Reconnect")}
          </button>
          <button type="button" tabIndex={isStop ? 0 : -1} className={button} onClick={() => removeEdge(tools, edge)}>
            {t("Remove")}
          </button>
        </>
      )}
    </div>
  );
}
