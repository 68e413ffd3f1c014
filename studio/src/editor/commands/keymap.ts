// Which keys do what, for this person in this browser: the commands' own keys, with what was changed in the help.
import { create } from "zustand";
import { keep, recall } from "@/lib/storage";
import { command, commands } from "./all";
import type { Command } from "./types";

const KEY = "flowright.keys";

type Keymap = Record<string, string[]>;

export const useKeymap = create<{ own: Keymap }>(() => ({ own: readable(recall<unknown>(KEY)) }));

/** What is stored may be of another version, or anything. */
function readable(stored: unknown): Keymap {
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, keys]) => Array.isArray(keys) && keys.every((one) => typeof one === "string"))) as Keymap;
}

export const keysOf = (one: Command, own: Keymap = useKeymap.getState().own): string[] => own[one.id] ?? one.keys;

/** The command that has these keys already. */
export const ownerOf = (keys: string): Command | undefined => commands.find((one) => keysOf(one).includes(keys));

/** Gives keys to a command and takes them from whichever had them. */
export function assign(id: string, keys: string): void {
  const own = { ...useKeymap.getState().own };
  const before = ownerOf(keys);
  if (before && before.id !== id) own[before.id] = keysOf(before).filter((one) => one !== keys);
  own[id] = [keys];
  store(own);
}

export function clear(id: string): void {
  store({ ...useKeymap.getState().own, [id]: [] });
}

/** The keys a command came with. Whoever has them now loses them. */
export function reset(id: string): void {
  const own = { ...useKeymap.getState().own };
  for (const keys of command(id)?.keys ?? []) {
    const other = ownerOf(keys);
    if (other && other.id !== id) own[other.id] = keysOf(other).filter((one) => one !== keys);
  }
  delete own[id];
  store(own);
}

export const resetAll = (): void => store({});

function store(own: Keymap): void {
  useKeymap.setState({ own });
  keep(KEY, own);
}
