import { useEditorState, useTools } from "@/editor/context";
import type { Save } from "@/editor/store";
import { t } from "@/i18n";
import { clock } from "@/lib/time";

/** How saving stands, beside the title. */
export function SaveState() {
  const { editor } = useTools();
  const save = useEditorState((state) => state.save);
  const readOnly = useEditorState((state) => state.readOnly);
  const questions = useEditorState((state) => state.conflicts.length);
  if (readOnly) return null;
  if (save.state === "conflict") {
    return (
      <button type="button" data-save-state="conflict" className="min-h-6 text-xs font-medium whitespace-nowrap text-danger underline" onClick={() => editor.setState({ asking: true })}>
        {t("{count, plural, one {Conflict: # choice} other {Conflict: # choices}}", { count: questions })}
      </button>
    );
  }
  const said = words(save);
  return (
    <span data-save-state={save.state} role="status" title={said} className={`min-w-12 truncate text-xs ${save.state === "offline" || !save.isKept ? "text-warn" : "text-muted"}`}>
      {said}
    </span>
  );
}

function words({ state, at, pending: count, trouble, isKept }: Save): string {
  if (state === "saving") return isKept ? t("Saving…") : t("Saving… (this browser keeps no copy)");
  if (state === "saved") {
    if (!isKept) return t("Saved; this browser keeps no copy of what is not");
    return at ? t("Saved {time}", { time: clock(at) }) : t("Saved");
  }
  if (!isKept) return t("{count, plural, one {Not saved, and # change cannot be kept here: leave this page open} other {Not saved, and # changes cannot be kept here: leave this page open}}", { count });
  if (trouble === null) return t("{count, plural, one {Offline, # change kept here} other {Offline, # changes kept here}}", { count });
  return t("{count, plural, one {Not saved, # change kept here} other {Not saved, # changes kept here}}", { count });
}
