import type { ReactNode } from "react";
import { X } from "lucide-react";
import { t } from "@/i18n";
import type { PanelTab } from "@/editor/store";
import { useEditorState, useTools } from "@/editor/context";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { Tabs } from "@/ui/tabs";

/** Run, tests, problems, comments and history, under the canvas. */
export function BottomPanel({ run, tests, problems, comments, history }: { run: ReactNode; tests: ReactNode; problems: ReactNode; comments: ReactNode; history: ReactNode }) {
  const { editor } = useTools();
  const panel = useEditorState((state) => state.panel);
  const count = useEditorState((state) => state.findings.length);
  const hasErrors = useEditorState((state) => state.findings.some((finding) => finding.severity === "error"));
  if (!panel) return null;
  return (
    <section aria-label={t("Run, problems, history")} data-own-keys className="h-[min(360px,55dvh)] shrink-0 border-t border-line bg-surface max-md:min-h-0 max-md:flex-1">
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
          <IconButton size="sm" label={t("Close the panel")} onClick={() => editor.setState({ panel: null })}>
            <X size={16} aria-hidden />
          </IconButton>
        }
      />
    </section>
  );
}
