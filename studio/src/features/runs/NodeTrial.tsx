import { CornerDownRight, Pause, Pin } from "lucide-react";
import { command } from "@/editor/commands/all";
import { useEditorState, useTools, useTrial } from "@/editor/context";
import { START } from "@/flow/document";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";

/** What test runs do at the node that is selected, for those who use no keys. */
export function NodeTrial() {
  const tools = useTools();
  const node = useEditorState((state) => state.active);
  const stops = useTrial((state) => node !== null && node in state.stops);
  const pinned = useTrial((state) => node !== null && node in state.pins);
  if (node === null || node === START) return null;
  const perform = (id: string) => command(id)?.perform(tools);
  return (
    <div role="group" aria-label={t("Test runs at ‘{node}’", { node })} className="flex items-center gap-1">
      <code className="max-w-24 truncate font-mono text-xs text-muted max-md:hidden">{node}</code>
      <IconButton size="sm" label={t("Stop at this node…")} aria-pressed={stops} onClick={() => perform("breakpoint")} className={stops ? "bg-wait-soft! text-wait!" : ""}>
        <Pause size={14} aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t("Pin what this node answers…")} aria-pressed={pinned} onClick={() => perform("pin")} className={pinned ? "bg-warn-soft! text-warn!" : ""}>
        <Pin size={14} aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t("Run from here…")} onClick={() => perform("run-from")}>
        <CornerDownRight size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
