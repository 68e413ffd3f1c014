import { useState } from "react";
import { Pause, Pin, X } from "lucide-react";
import { useEditorState, useTools, useTrial } from "@/editor/context";
import { findNode, shapeOf } from "@/flow/document";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { Popover } from "@/ui/popover";

/** In the header: what bends this person's test runs, and the way to be rid of it. */
export function TrialNote() {
  const { trial } = useTools();
  const pins = useTrial((state) => state.pins);
  const stops = useTrial((state) => state.stops);
  const shape = useEditorState((state) => shapeOf(state.doc.flow));
  const [open, setOpen] = useState(false);
  const [pinned, stopped] = [Object.keys(pins), Object.keys(stops)];
  if (pinned.length + stopped.length === 0) return null;
  const said = [
    pinned.length > 0 && t("{count, plural, one {# pinned} other {# pinned}}", { count: pinned.length }),
    stopped.length > 0 && t("{count, plural, one {# breakpoint} other {# breakpoints}}", { count: stopped.length }),
  ].filter(Boolean);
  return (
    <Popover
      label={t("Pins and breakpoints")}
      open={open}
      onOpenChange={setOpen}
      align="end"
      trigger={
        <Button size="sm" look="ghost" className="text-warn!">
          {pinned.length > 0 ? <Pin size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          {t("{what}, test runs only", { what: said.join(" · ") })}
        </Button>
      }
    >
      <p className="mb-2 text-muted">{t("They hold in your test runs, in this browser, and are never published.")}</p>
      <ul className="mb-2 flex flex-col gap-1">
        {pinned.map((node) => (
          <Entry key={`pin ${node}`} node={node} gone={!findNode(shape, node)} word={"error" in (pins[node] as object) ? t("fails") : t("pinned")} onOpen={() => trial.open({ is: "pin", node })} onRemove={() => trial.pin(node, null)} />
        ))}
        {stopped.map((node) => (
          <Entry key={`stop ${node}`} node={node} gone={!findNode(shape, node)} word={stops[node]?.after ? t("stops after") : t("stops before")} onOpen={() => trial.open({ is: "stop", node })} onRemove={() => trial.stopAt(node, null)} />
        ))}
      </ul>
      <Button
        size="sm"
        onClick={() => {
          setOpen(false);
          trial.clear();
        }}
      >
        {t("Clear all")}
      </Button>
    </Popover>
  );
}

function Entry({ node, gone, word, onOpen, onRemove }: { node: string; gone: boolean; word: string; onOpen: () => void; onRemove: () => void }) {
  return (
    <li className="flex items-center gap-2">
      <button type="button" disabled={gone} onClick={onOpen} className="min-h-6 min-w-0 flex-1 truncate text-left hover:underline">
        <code className="font-mono text-xs">{node}</code> <span className="text-muted">{gone ? t("not in the flow any more") : word}</span>
      </button>
      <IconButton size="sm" label={t("Remove: {node}", { node })} onClick={onRemove}>
        <X size={14} aria-hidden />
      </IconButton>
    </li>
  );
}
