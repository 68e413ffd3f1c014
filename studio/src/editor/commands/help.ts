// What the keyboard help lists, from the same commands that carry the keys out.
import { t } from "@/i18n";
import { commands } from "./all";
import { keysOf } from "./keymap";
import { shown, shownTogether } from "./keys";
import type { Command } from "./types";

export interface HelpRow {
  label: string;
  keys: string[];
  /** The commands on this line. */
  ids: string[];
}

export const GROUPS = ["Add", "Move", "Edit", "Arrange", "Run", "View", "Flow"] as const satisfies readonly Command["group"][];

export const GROUP_TITLES: Record<Command["group"], string> = { Add: t("Add"), Move: t("Move"), Edit: t("Edit"), Arrange: t("Arrange"), Run: t("Run"), View: t("View"), Flow: t("Flow") };

/** Done by the browser or the pointer, and so no commands. */
const MORE: Partial<Record<Command["group"], HelpRow[]>> = {
  Edit: [
    { label: t("Paste"), keys: [shown("Mod+V")], ids: [] },
    { label: t("Choose several"), keys: [t("Shift+click")], ids: [] },
  ],
  Arrange: [{ label: t("Drag beside grid and lines"), keys: ["Alt"], ids: [] }],
};

export function helpRows(group: Command["group"]): HelpRow[] {
  const rows = new Map<string, { keys: string[]; ids: string[] }>();
  for (const one of commands) {
    const keys = keysOf(one);
    if (one.group !== group || keys.length === 0) continue;
    const label = one.row ?? one.label;
    const row = rows.get(label) ?? { keys: [], ids: [] };
    rows.set(label, { keys: [...row.keys, ...keys], ids: [...row.ids, one.id] });
  }
  return [...[...rows].map(([label, { keys, ids }]) => ({ label, keys: shownTogether(keys), ids })), ...(MORE[group] ?? [])];
}
