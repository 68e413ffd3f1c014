// What somebody has typed and not sent, kept in this tab for as long as it is open: over a reload, a sign-in, a colleague who takes over.
import { forget, inTab, keep, recall } from "./storage";

const name = (key: string) => `flowright.draft.${key}`;

export const draftOf = (key: string): string => recall<string>(name(key), inTab) ?? "";

/** The empty text forgets it. */
export function keepDraft(key: string, text: string): void {
  if (text) keep(name(key), text, inTab);
  else forget(name(key), inTab);
}
