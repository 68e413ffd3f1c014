import { type Locale, LOCALES, t } from "@/i18n";
import { chooseLocale, chosenLocale } from "@/i18n/choice";
import { Select } from "./field";

/** The language of this page, for this browser. Each language is named in itself, for those who can read no other. */
export function LanguageSelect({ className, ...ids }: { className?: string; id?: string; "aria-label"?: string }) {
  return (
    <Select {...ids} className={className} value={chosenLocale() ?? ""} onChange={(event) => chooseLocale((event.target.value || null) as Locale | null)}>
      <option value="">{t("As the browser")}</option>
      {Object.entries(LOCALES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}
