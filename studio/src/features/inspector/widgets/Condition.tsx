import { useState } from "react";
import type { Schema } from "@/flow/defaults";
import { type Misfit, parseSentence } from "@/flow/sentence";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Preview } from "../Preview";
import { TextControl } from "../TextControl";
import { SentenceEditor } from "./SentenceEditor";

type Props = Parameters<typeof TextControl>[0] & { title: string };

/** Expressions that are true or false; others, such as a list to go through, are no sentences. */
export const isCondition = (name: string, schema: Schema): boolean => schema["x-mode"] === "expression" && /(^|\.)(when|while|until)$/.test(name);

const WHY: Record<Exclude<Misfit, "empty">, () => string> = {
  comment: () => t("This has a comment, which a sentence would lose."),
  mixed: () => t("This mixes ‘and’ with ‘or’, which a sentence cannot say."),
  complex: () => t("This calculates, which a sentence cannot say."),
};

/** A condition as a sentence as long as it is one, else as the expression it is. */
export function Condition(props: Props) {
  const { value, ids, title, onChange } = props;
  const text = typeof value === "string" ? value : "";
  const [asText, setAsText] = useState(false);
  const found = parseSentence(text);
  const isSentence = "sentence" in found || found.misfit === "empty";
  if (isSentence && !asText) {
    return (
      <div className="flex flex-col gap-1.5">
        <SentenceEditor {...props} sentence={"sentence" in found ? found.sentence : null} text={text} />
        <Preview text={text} language="expression" />
        {!ids.disabled && (
          <Button size="sm" look="ghost" className="self-start text-muted!" aria-label={t("Edit as expression: {title}", { title })} onClick={() => setAsText(true)}>
            {t("Edit as expression")}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <TextControl {...props} widget="text" literal={false} language="expression" onChange={onChange} />
      {isSentence ? (
        <Button size="sm" look="ghost" className="self-start text-muted!" aria-label={t("Edit as sentence: {title}", { title })} onClick={() => setAsText(false)}>
          {t("Edit as sentence")}
        </Button>
      ) : (
        <p className="text-xs text-muted">{WHY[found.misfit as Exclude<Misfit, "empty">]()}</p>
      )}
    </div>
  );
}
