import { i18n, type Messages } from "@lingui/core";
import { wantedLocale } from "./choice";
import { type Locale, locale } from "./index";

export type Catalogues = Record<Locale, () => Promise<{ default: Messages }>>;

/** Activates the reader's language; to be awaited before anything that says a word is loaded. */
export async function speak(catalogues: Catalogues): Promise<void> {
  const locale = wantedLocale(location.search, navigator.languages);
  document.documentElement.lang = locale;
  i18n.loadAndActivate({ locale, messages: (await catalogues[locale]()).default });
}

/** Adds the words of a part of the page; to be awaited before anything of that part is loaded. */
export async function learn(catalogues: Catalogues): Promise<void> {
  i18n.load(locale(), (await catalogues[locale()]()).default);
}
