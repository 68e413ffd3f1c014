// The words people read. The English text is the key: `t("Save")`, `t("{count, plural, one {# node} other {# nodes}}", { count })`.
// A page activates its language before anything else of it is loaded (`speak.ts`), so `t` may be called anywhere, also outside of
// components; choosing another language loads the page again. Translations: `catalogues/`, `npm run translations`.
import { i18n } from "@lingui/core";
import { keyOf } from "./key";

export const LOCALES = { en: "English", de: "Deutsch", pl: "Polski", es: "Español" } as const;
export type Locale = keyof typeof LOCALES;

export type Values = Record<string, string | number | Date>;

i18n.loadAndActivate({ locale: "en", messages: {} });

/** The text in the reader's language; `values` fill its ICU placeholders. The text is a literal, so that it can be collected. */
export const t = (text: string, values?: Values): string => say(text, text, values);

/** A word that is said differently in other languages according to what it means: `term("Open", "a state")`. */
export const term = (text: string, meaning: string): string => say(`${text} (${meaning})`, text);

function say(name: string, text: string, values?: Values): string {
  if (text.includes("{")) return i18n._(keyOf(name), values, { message: text });
  return known(name, text);
}

/** A text that comes from the server or from a document, when the catalogues know it; else as it came. */
export function known(name: string, text = name): string {
  // Texts without placeholders are kept as they are, so English needs no catalogue for them.
  if (i18n.locale === "en") return text;
  const key = keyOf(name);
  const found: unknown = Object.hasOwn(i18n.messages, key) ? i18n.messages[key] : undefined;
  return typeof found === "string" ? found : text;
}

/** What `Intl` formats by. */
export const locale = (): Locale => (i18n.locale in LOCALES ? (i18n.locale as Locale) : "en");
