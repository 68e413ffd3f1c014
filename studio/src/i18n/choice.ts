// Which language a page speaks: the one chosen here, else the first of the browser's that there is, else English.
import { type Locale, LOCALES } from "./index";

const KEY = "flowright.locale";

const isLocale = (text: string | null): text is Locale => text !== null && Object.hasOwn(LOCALES, text);

export function chosenLocale(): Locale | null {
  try {
    const value = localStorage.getItem(KEY);
    return isLocale(value) ? value : null;
  } catch {
    // Blocked storage has no choice in it.
    return null;
  }
}

/** `null`: as the browser has it. The page is loaded again, because many of its words were said while it was loaded. */
export function chooseLocale(locale: Locale | null): void {
  try {
    if (locale === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, locale);
  } catch {
    return;
  }
  location.reload();
}

/** The first language of the list that there is; `de-AT` is German. */
export function firstSpoken(languages: readonly string[]): Locale {
  for (const language of languages) {
    const name = language.toLowerCase().split("-")[0] ?? "";
    if (isLocale(name)) return name;
  }
  return "en";
}

/** A page that is shown inside another one is told that one's language: `?locale=de`. */
export function wantedLocale(search: string, languages: readonly string[]): Locale {
  const told = new URLSearchParams(search).get("locale");
  return chosenLocale() ?? firstSpoken(told ? [told, ...languages] : languages);
}
