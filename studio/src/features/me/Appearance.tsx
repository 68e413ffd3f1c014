import { useState } from "react";
import { t } from "@/i18n";
import { chooseDensity, chosenDensity, type Density } from "@/lib/density";
import { chooseTheme, chosenTheme, type Theme } from "@/lib/theme";
import { Field } from "@/ui/field";
import { LanguageSelect } from "@/ui/language";
import { Card } from "@/ui/page";

const THEMES: readonly Choice<Theme>[] = [
  { is: "system", label: t("As the system") },
  { is: "light", label: t("Light") },
  { is: "dark", label: t("Dark") },
];
const DENSITIES: readonly Choice<Density>[] = [
  { is: "comfortable", label: t("Comfortable") },
  { is: "compact", label: t("Compact") },
];

/** How the Studio looks, in this browser. Applied at once. */
export function Appearance() {
  return (
    <Card title={t("Appearance")}>
      <Choices legend={t("Theme")} name="theme" choices={THEMES} first={chosenTheme} choose={chooseTheme} />
      <div className="border-t border-line">
        <Choices legend={t("Density")} name="density" choices={DENSITIES} first={chosenDensity} choose={chooseDensity} help={t("How close rows and fields stand, where there is a mouse.")} />
      </div>
      <div className="border-t border-line p-4">
        <Field label={t("Language")} help={t("Of the Studio’s own words. What people wrote stays as it is.")} className="max-w-xs">
          {(ids) => <LanguageSelect {...ids} />}
        </Field>
      </div>
    </Card>
  );
}

interface Choice<T extends string> {
  is: T;
  label: string;
}

interface ChoicesProps<T extends string> {
  legend: string;
  name: string;
  choices: readonly Choice<T>[];
  first: () => T;
  choose: (chosen: T) => void;
  help?: string;
}

function Choices<T extends string>({ legend, name, choices, first, choose, help }: ChoicesProps<T>) {
  const [chosen, setChosen] = useState<T>(first);
  return (
    <fieldset className="p-4" aria-describedby={help && `${name}-help`}>
      <legend className="float-left mb-1 w-full font-medium">{legend}</legend>
      <div className="clear-both flex flex-wrap gap-4">
        {choices.map(({ is, label }) => (
          <label key={is} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={chosen === is}
              onChange={() => {
                setChosen(is);
                choose(is);
              }}
            />
            {label}
          </label>
        ))}
      </div>
      {help && (
        <p id={`${name}-help`} className="mt-1 text-xs text-muted">
          {help}
        </p>
      )}
    </fieldset>
  );
}
