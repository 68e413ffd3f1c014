// Which keys do what, for this person in this browser: the commands' own keys, with what was changed in the help.
import { command, commands } from "./all";
import { keysOf, storeKeys, useKeymap } from "./own-keys";
import type { Command } from "./types";

export { keysOf, useKeymap };

/** The command that has these keys already. */
export const ownerOf = (keys: string): Command | undefined => commands.find((one) => keysOf(one).includes(keys));

/** Gives keys to a command and takes them from whichever had them. */
export function assign(id: string, keys: string): void {
  const own = { ...useKeymap.getState().own };
  const before = ownerOf(keys);
  if (before && before.id !== id) own[before.id] = keysOf(before).filter((one) => one !== keys);
  own[id] = [keys];
  storeKeys(own);
}

export function clear(id: string): void {
  storeKeys({ ...useKeymap.getState().own, [id]: [] });
}

/** The keys a command came with. Whoever has them now loses them. */
export function reset(id: string): void {
  const own = { ...useKeymap.getState().own };
  for (const keys of command(id)?.keys ?? []) {
    const other = ownerOf(keys);
    if (other && other.id !== id) own[other.id] = keysOf(other).filter((one) => one !== keys);
  }
  delete own[id];
  storeKeys(own);
}

export const resetAll = (): void => storeKeys({});
