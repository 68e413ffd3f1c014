import { type KeyboardEvent, useState } from "react";
import { RotateCcw } from "lucide-react";
import { assign, keysOf, ownerOf, reset, useKeymap } from "@/editor/commands/keymap";
import { pressed, shown } from "@/editor/commands/keys";
import type { Command } from "@/editor/commands/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { IconButton } from "@/ui/button";

/** These belong to the browser, or to moving about the page. */
const NOT_OURS = new Set(["Tab", "Shift+Tab", "Mod+V", "Mod+W", "Mod+T", "Mod+N", "Mod+R", "Enter", "Space"]);
const ALONE = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead"]);

/** A command with its keys: press it, then the new keys. */
export function KeyEditor({ command }: { command: Command }) {
  const own = useKeymap((state) => state.own);
  const [waits, setWaits] = useState(false);
  const [note, setNote] = useState("");
  // Keys that are another command's: pressed once more they are taken from it.
  const [wished, setWished] = useState("");
  const keys = keysOf(command, own);
  const stop = () => {
    setWaits(false);
    setWished("");
  };
  const onKey = (event: KeyboardEvent) => {
    if (!waits || ALONE.has(event.key)) return;
    if (event.key === "Tab") return stop();
    event.preventDefault();
    event.stopPropagation();
    const chosen = pressed(event.nativeEvent);
    if (event.key === "Escape" && command.id !== "close") {
      setNote("");
      return stop();
    }
    if (NOT_OURS.has(chosen)) return setNote(t("{keys} belongs to the browser. Press others, or Escape.", { keys: shown(chosen) }));
    const before = ownerOf(chosen);
    if (before && before.id !== command.id && wished !== chosen) {
      setWished(chosen);
      return setNote(t("{keys} is for “{command}”. Press it again to take it from there, or press others.", { keys: shown(chosen), command: before.label }));
    }
    assign(command.id, chosen);
    setWished("");
    setWaits(false);
    setNote(before && before.id !== command.id ? t("Taken from “{command}”.", { command: before.label }) : "");
  };
  const text = waits ? t("Press keys…") : keys.map(shown).join(", ") || t("none");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 border-b border-line py-0.5">
      <span className="min-w-0 flex-1">{command.label}</span>
      <span className="flex items-center gap-1">
        {own[command.id] && (
          <IconButton
            size="sm"
            label={t("Set back: {command}", { command: command.label })}
            onClick={() => {
              reset(command.id);
              setNote("");
            }}
          >
            <RotateCcw size={14} aria-hidden />
          </IconButton>
        )}
        <button
          type="button"
          aria-label={t("{keys}, keys of {command}", { keys: text, command: command.label })}
          onClick={() => setWaits(true)}
          onKeyDown={onKey}
          onBlur={() => stop()}
          className={cx("min-h-6 rounded-control border px-2 text-xs", waits ? "border-accent bg-accent-soft" : "border-line-strong bg-sunken hover:bg-surface")}
        >
          {text}
        </button>
      </span>
      <span role="status" className="w-full text-right text-xs text-muted empty:hidden">
        {note}
      </span>
    </li>
  );
}
