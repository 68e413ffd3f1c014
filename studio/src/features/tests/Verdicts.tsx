import { Check, CircleHelp, X } from "lucide-react";
import { notJudgedWords, type Verdict } from "@/flow/verdict";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { spentWords } from "./verdict";

/** What a model made of each rubric, and why; or why nobody judged. */
export function Verdicts({ verdicts }: { verdicts: Verdict[] }) {
  return (
    <ul aria-label={t("Judged by a rubric")} className="mt-1 flex flex-col gap-2 pl-[5.5rem] max-sm:pl-0">
      {verdicts.map((verdict, index) => (
        <li key={index} data-verdict={verdict.outcome} className="rounded-control bg-sunken px-2 py-1">
          <p className="text-xs text-muted">
            {verdict.turn != null && <span>{t("Turn {n}", { n: verdict.turn })} · </span>}
            {t("Rubric: {text}", { text: verdict.rubric })}
          </p>
          <Outcome verdict={verdict} />
          {verdict.model !== "" && (
            <p className="text-xs text-muted">
              {verdict.remembered
                ? t("{model}, {spent}; judged before, so it was not asked again", { model: verdict.model, spent: spentWords(verdict.used) })
                : `${verdict.model}, ${spentWords(verdict.used)}`}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

const LOOKS = {
  passed: { icon: Check, colour: "text-ok" },
  failed: { icon: X, colour: "text-danger" },
  not_judged: { icon: CircleHelp, colour: "text-muted" },
};

function Outcome({ verdict }: { verdict: Verdict }) {
  const look = LOOKS[verdict.outcome];
  const words = {
    passed: t("It holds: {reason}", { reason: verdict.reason }),
    failed: t("It does not hold: {reason}", { reason: verdict.reason }),
    not_judged: notJudgedWords(verdict),
  }[verdict.outcome];
  return (
    <p className="flex items-start gap-1 break-words">
      <look.icon size={15} aria-hidden className={cx("mt-0.5 shrink-0", look.colour)} /> <span className="min-w-0">{words}</span>
    </p>
  );
}
