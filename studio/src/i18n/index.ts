// The words people read. The English text is the key: `t("Save")`, `t("{count, plural, one {# node} other {# nodes}}", { count })`.
// A page activates its language before anything else of it is loaded, so `t` may be called anywhere, also outside of components;
// choosing another language loads the page again.
import { i18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";

i18n.setMessagesCompiler(compileMessage);
i18n.loadAndActivate({ locale: "en", messages: {} });

export const LOCALES = { en: "English", de: "Deutsch", pl: "Polski", es: "Español" } as const;
export type Locale = keyof typeof LOCALES;

export type Values = Record<string, string | number | Date>;

/** The text in the reader's language; `values` fill its ICU placeholders. The text is a literal, so that it can be collected. */
export function t(text: string, values?: Values): string {
  // English texts without placeholders need no catalogue.
  return text in i18n.messages || text.includes("{") ? i18n._(text, values) : text;
}

/** A text that comes from the server or from a document, when the catalogues know it; else as it came. */
export const known = (text: string): string => (text in i18n.messages ? i18n._(text) : text);

/** What `Intl` formats by. */
export const locale = (): Locale => (i18n.locale in LOCALES ? (i18n.locale as Locale) : "en");
