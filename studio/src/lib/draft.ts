// What somebody has typed and not sent, kept in this tab for as long as it is open: over a reload, a sign-in, a colleague who takes over.

const name = (key: string) => `flowright.draft.${key}`;

export function draftOf(key: string): string {
  try {
    return sessionStorage.getItem(name(key)) ?? "";
  } catch {
    return "";
  }
}

/** The empty text forgets it. */
export function keepDraft(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(name(key), text);
    else sessionStorage.removeItem(name(key));
  } catch {
    // Blocked or full: it is on the page only, as before.
  }
}
