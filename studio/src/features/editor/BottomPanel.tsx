import type { ReactNode } from "react";
import { Maximize2, Minimize2, X } from "lucide-react";
import { t } from "@/i18n";
import type { PanelTab } from "@/editor/store";
import { useEditorState, useTools } from "@/editor/context";
import { START } from "@/flow/document";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { Tabs } from "@/ui/tabs";
import { PanelFrame } from "./PanelFrame";

/** Run, tests, problems, comments and history, under the canvas. */
export function BottomPanel({ run, tests, problems, comments, history }: { run: ReactNode; tests: ReactNode; problems: ReactNode; comments: ReactNode; history: ReactNode }) {
  const { editor, canvas } = useTools();
  const panel = useEditorState((state) => state.panel);
  const count = useEditorState((state) => state.findings.length);
  const hasErrors = useEditorState((state) => state.findings.some((finding) => finding.severity === "error"));
  const isTall = useEditorState((state) => state.isTall);
  if (!panel) return null;
  const size = (tall: boolean) => editor.setState({ isTall: tall });
  const close = () => {
    editor.setState({ panel: null, isTall: false });
    canvas.current?.focus(editor.getState().active ?? START);
  };
  return (
    // A phone has no room for both: the open panel takes the place of the outline.
    <PanelFrame label={t("Run, problems, history")} isTall={isTall} onTall={size} onClose={close} phone="max-md:min-h-0 max-md:flex-1">
      <Tabs
        label={t("Panel")}
        value={panel}
        onChange={(next) => editor.setState({ panel: next as PanelTab })}
        items={[
          { id: "run", label: t("Run"), content: run },
          ...(tests ? [{ id: "tests", label: t("Tests"), content: tests }] : []),
          {
            id: "problems",
            label: (
              <span className="flex items-center gap-1.5">
                {t("Problems")}{" "}{count > 0 && <Badge tone={hasErrors ? "danger" : "warn"}>{count}</Badge>}
              </span>
            ),
            content: problems,
          },
          { id: "comments", label: t("Comments"), content: comments },
          { id: "history", label: t("History"), content: history },
        ]}
        aside={
          <span className="flex items-center">
            <IconButton size="sm" label={isTall ? t("Back to its height") : t("Over the whole height")} aria-keyshortcuts="F9" className="max-md:hidden" onClick={() => size(!isTall)}>
              {isTall ? <Minimize2 size={15} aria-hidden /> : <Maximize2 size={15} aria-hidden />}
            </IconButton>
            <IconButton size="sm" label={t("Close the panel")} onClick={close}>
              <X size={16} aria-hidden />
            </IconButton>
          </span>
        }
      />
    </PanelFrame>
  );
}
