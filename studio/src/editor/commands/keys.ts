// From a key press to the way shortcuts are written.
import { t } from "@/i18n";

export function pressed(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Mod");
  if (event.altKey) parts.push("Alt");
  const letter = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A sign that needs Shift on this keyboard (`?`) is written without it.
  if (event.shiftKey && (event.key.length > 1 || /[A-Z0-9 ]/.test(letter))) parts.push("Shift");
  parts.push(event.key === " " ? "Space" : letter);
  return parts.join("+");
}

const mac = () => typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

export const shown = (keys: string): string =>
  keys
    .replace("Mod", mac() ? "⌘" : "Ctrl")
    .replace("Delete", "Del")
    .replace("ContextMenu", t("Menu key"))
    .replace("Escape", "Esc")
    .replace("ArrowLeft", "←")
    .replace("ArrowRight", "→")
    .replace("ArrowUp", "↑")
    .replace("ArrowDown", "↓");

/** The keys of several commands on one line: what they begin with in common is said once. */
export function shownTogether(keys: string[]): string[] {
  const arrows = keys.filter((key) => /Arrow(Left|Right|Up|Down)$/.test(key));
  if (keys.length < 4 || arrows.length !== keys.length) return keys.map(shown);
  return [shown((keys[0] as string).replace(/Arrow\w+$/, "")) + "←→↑↓"];
}
