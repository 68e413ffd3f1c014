// What the keyboard help lists, from the same commands that carry the keys out.
import { commands } from "./all";
import { shown, shownTogether } from "./keys";
import type { Command } from "./types";

export interface HelpRow {
  label: string;
  keys: string[];
}

export const GROUPS = ["Add", "Move", "Edit", "Run", "View", "Flow"] as const satisfies readonly Command["group"][];

/** Done by the browser or the pointer, and so no commands. */
const MORE: Partial<Record<Command["group"], HelpRow[]>> = {
  Edit: [
    { label: "Paste nodes", keys: [shown("Mod+V")] },
    { label: "Choose several", keys: ["Shift+click"] },
  ],
};

export function helpRows(group: Command["group"]): HelpRow[] {
  const rows = new Map<string, string[]>();
  for (const one of commands) {
    if (one.group !== group || one.keys.length === 0) continue;
    const label = one.row ?? one.label;
    rows.set(label, [...(rows.get(label) ?? []), ...one.keys]);
  }
  return [...[...rows].map(([label, keys]) => ({ label, keys: shownTogether(keys) })), ...(MORE[group] ?? [])];
}
