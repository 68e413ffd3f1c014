import type { Expect } from "@/api/tests";
import { t } from "@/i18n";
import { Field, Input, Textarea } from "@/ui/field";
import { MAX_RUBRIC } from "./expectations";

type Rubric = NonNullable<Expect["rubric"]>;

/** What a good answer must do, in words, and who judges. */
export function RubricField({ label, value, onChange }: { label: string; value: Rubric; onChange: (value: Rubric) => void }) {
  const rest = MAX_RUBRIC - [...value.text].length;
  const error = value.text.trim() === "" ? t("Say what a good answer must do.") : rest < 0 ? t("At most {n} characters.", { n: MAX_RUBRIC }) : undefined;
  const put = (text: string, model = "") => onChange(model.trim() === "" ? { text } : { text, model: model.trim() });
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} required error={error} help={t("What a good answer must do: “It says what to check first, and promises nothing.” After the test a language model reads what was said and judges; that costs a few tokens.")}>
        {(ids) => <Textarea {...ids} rows={3} value={value.text} onChange={(event) => put(event.target.value, value.model)} />}
      </Field>
      <Field label={t("Model that judges")} help={t("Empty: the model that is connected.")}>
        {(ids) => <Input {...ids} value={value.model ?? ""} maxLength={200} className="font-mono" onChange={(event) => put(value.text, event.target.value)} />}
      </Field>
    </div>
  );
}
