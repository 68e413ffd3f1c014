import { useState } from "react";
import { Plus, Trash2 } from "lucide-react";
import { type Clause, type Sentence, sentenceText } from "@/flow/sentence";
import { spotsOf } from "@/flow/positions";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { Select } from "@/ui/field";
import type { TextControl } from "../TextControl";
import { useScope } from "../use-scope";
import { ClauseRow } from "./ClauseRow";

type Props = Parameters<typeof TextControl>[0] & { sentence: Sentence | null; text: string; title: string };

const FRESH: Clause = { subject: "", isLength: false, test: "is", operand: { is: "value", value: "" } };

const isWhole = (sentence: Sentence) => sentence.clauses.every((clause) => clause.subject !== "" && (clause.operand?.is !== "path" || clause.operand.path !== ""));

/** One line for each comparison. While one is unfinished nothing is written; what is written is always a whole condition. */
export function SentenceEditor({ node, ids, findings = [], pointer = "", value, sentence, text, title, onChange }: Props) {
  const [draft, setDraft] = useState<{ for: string; sentence: Sentence } | null>(null);
  const names = useScope(node);
  const shown = draft?.for === text ? draft.sentence : (sentence ?? { join: "and" as const, clauses: [FRESH] });
  const put = (next: Sentence) => {
    if (next.clauses.length === 0) {
      setDraft(null);
      return onChange(undefined);
    }
    const written = isWhole(next) ? sentenceText(next) : text;
    setDraft(isWhole(next) ? null : { for: text, sentence: next });
    if (written !== text) onChange(written);
  };
  const set = (index: number, clause: Clause) => put({ ...shown, clauses: shown.clauses.map((one, at) => (at === index ? clause : one)) });
  const wrong = spotsOf(findings, pointer, value);
  return (
    <div role="group" aria-labelledby={`${ids.id}-label`} aria-describedby={ids["aria-describedby"]} id={ids.id} className="flex flex-col gap-2" data-sentence>
      {shown.clauses.map((clause, index) => (
        <div key={index} className="flex flex-col gap-1.5">
          {index === 1 && (
            <Select aria-label={t("Joined by")} className="h-8! w-24!" disabled={ids.disabled} value={shown.join} onChange={({ target }) => put({ ...shown, join: target.value as "and" | "or" })}>
              <option value="and">{t("and")}</option>
              <option value="or">{t("or")}</option>
            </Select>
          )}
          {index > 1 && <span className="pl-2.5 text-muted">{shown.join === "and" ? t("and") : t("or")}</span>}
          <div role="group" aria-label={t("Condition {n}", { n: index + 1 })} className="flex items-start gap-1 rounded-control border border-line p-2">
            <ClauseRow clause={clause} names={names} disabled={ids.disabled} isWrong={wrong.some((spot) => text.slice(spot.from, spot.to) !== "" && clause.subject.includes(text.slice(spot.from, spot.to)))} onChange={(next) => set(index, next)} />
            {(shown.clauses.length > 1 || clause.subject !== "") && (
              <IconButton size="sm" label={t("Remove condition {n}", { n: index + 1 })} disabled={ids.disabled} onClick={() => put({ ...shown, clauses: shown.clauses.filter((_, at) => at !== index) })}>
                <Trash2 size={14} aria-hidden />
              </IconButton>
            )}
          </div>
        </div>
      ))}
      {draft?.for === text && <p className="text-xs text-muted">{t("Not saved yet: choose a value for each condition.")}</p>}
      {!ids.disabled && (
        <Button size="sm" className="self-start" aria-label={t("Add condition to {title}", { title })} onClick={() => setDraft({ for: text, sentence: { ...shown, clauses: [...shown.clauses, FRESH] } })}>
          <Plus size={13} aria-hidden /> {t("Add condition")}
        </Button>
      )}
    </div>
  );
}
