// The keys that this person chose, in this browser, by the id of the command. Knows no commands: the shell asks for one key only, and the
// commands and their words come with the editor.
import { create } from "zustand";
import { keep, recall } from "@/lib/storage";
import type { Command } from "./types";

const KEY = "flowright.keys";

export type Keymap = Record<string, string[]>;

export const useKeymap = create<{ own: Keymap }>(() => ({ own: readable(recall<unknown>(KEY)) }));

/** What is stored may be of another version, or anything. */
function readable(stored: unknown): Keymap {
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, keys]) => Array.isArray(keys) && keys.every((one) => typeof one === "string"))) as Keymap;
}

export const keysOf = (one: Pick<Command, "id" | "keys">, own: Keymap = useKeymap.getState().own): string[] => own[one.id] ?? one.keys;

export function storeKeys(own: Keymap): void {
  useKeymap.setState({ own });
  keep(KEY, own);
}
