// Looking for anything with one key (Ctrl+K), on every page. In the editor the list has the commands too, so the editor opens its own;
// elsewhere the shell does. Imports no commands, for the same reason as `own-keys.ts`.
import { keysOf } from "./own-keys";
import { pressed } from "./keys";

/** Of the command that opens the list. Its key can be changed like any other, and is the same on every page. */
export const FINDER = { id: "commands", keys: ["Mod+K"] };

const openers: { page?: () => void; editor?: () => void } = {};

/** Says how the list opens here, until what is returned is called. */
export function finderAt(where: keyof typeof openers, open: () => void): () => void {
  openers[where] = open;
  return () => {
    if (openers[where] === open) delete openers[where];
  };
}

export const openFinder = (): void => (openers.editor ?? openers.page)?.();

/** All our dialogs are modal (`ui/dialog`). The focus may still be outside, on the page itself: a button that had it was switched off. */
export const isBehindDialog = () => document.querySelector("dialog[open]") !== null;

/** Keys that mean nothing to a field. */
const NO_TEXT = /^Mod\+(Shift\+)?[^ACVXYZ]$|^(Shift\+)?F\d+$/;

/** A key that fields and buttons know too is meant for them while they have the focus. In the editor its own keys decide. */
export function opensFinder(event: KeyboardEvent): boolean {
  const keys = pressed(event);
  if (!keysOf(FINDER).includes(keys)) return false;
  return NO_TEXT.test(keys) || (event.target instanceof Element && event.target.matches("body, main"));
}
