import { memo } from "react";
import { useReactFlow, useStore } from "@xyflow/react";
import { Maximize, Minus, Mouse, Plus, Redo2, StickyNote, Undo2, WandSparkles } from "lucide-react";
import { command } from "@/editor/commands/all";
import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { setMouse, usePointerStyle } from "./pointer-style";

export const Controls = memo(function Controls() {
  const tools = useTools();
  const { zoomIn, zoomOut } = useReactFlow();
  const zoom = useStore((state) => state.transform[2]);
  const undo = useEditorState((state) => state.history.past.at(-1)?.label);
  const redo = useEditorState((state) => state.history.future.at(-1)?.label);
  const readOnly = useEditorState((state) => state.readOnly);
  const { isMouse } = usePointerStyle();
  const run = (id: string) => command(id)?.perform(tools);
  return (
    <div role="toolbar" aria-label={t("Canvas")} className="flex items-center gap-0.5 rounded-card border border-line bg-surface p-1">
      {!readOnly && (
        <>
          <IconButton size="sm" label={undo ? t("Undo: {step}", { step: undo }) : t("Undo")} disabled={!undo} onClick={() => run("undo")}>
            <Undo2 size={16} aria-hidden />
          </IconButton>
          <IconButton size="sm" label={redo ? t("Redo: {step}", { step: redo }) : t("Redo")} disabled={!redo} onClick={() => run("redo")}>
            <Redo2 size={16} aria-hidden />
          </IconButton>
          <IconButton size="sm" label={t("Tidy up")} onClick={() => run("tidy")}>
            <WandSparkles size={16} aria-hidden />
          </IconButton>
          <IconButton size="sm" label={t("Add a note")} onClick={() => run("note")}>
            <StickyNote size={16} aria-hidden />
          </IconButton>
          <span aria-hidden className="mx-1 h-5 w-px bg-line" />
        </>
      )}
      <IconButton size="sm" label={t("Zoom out")} onClick={() => void zoomOut()}>
        <Minus size={16} aria-hidden />
      </IconButton>
      <button type="button" title={t("Zoom to 100 %")} onClick={() => run("actual-size")} className="h-7 w-12 rounded-control text-xs hover:bg-sunken">
        {Math.round(zoom * 100)} %
      </button>
      <IconButton size="sm" label={t("Zoom in")} onClick={() => void zoomIn()}>
        <Plus size={16} aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t("Fit the whole flow")} onClick={() => run("fit")}>
        <Maximize size={16} aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t("Mouse: dragging moves the canvas, the wheel zooms, Shift chooses")} aria-pressed={isMouse} className={isMouse ? "bg-accent-soft!" : ""} onClick={() => setMouse(!isMouse)}>
        <Mouse size={16} aria-hidden />
      </IconButton>
    </div>
  );
});
