import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Card } from "@/ui/page";
import { Tick } from "./Tick";
import { useFirstSteps, useHiddenSteps } from "./use-first-steps";

/** Four steps that tick themselves from what really happened. Never in the way; gone when all are done, or when one has enough of them. */
export function Checklist({ canHide = false }: { canHide?: boolean }) {
  const [hidden, hide] = useHiddenSteps();
  const steps = useFirstSteps(!(canHide && hidden));
  if (!steps) return null;
  return (
    <Card title={t("First steps")} aside={
        <span className="flex items-center gap-3">
          <span className="text-muted">{t("{done} of {count}", { done: steps.filter((step) => step.done).length, count: steps.length })}</span>
          {canHide && (
            <Button size="sm" look="ghost" onClick={hide}>
              {t("Hide")}<span className="sr-only"> {t("the first steps")}</span>
            </Button>
          )}
        </span>
      }
    >
      <ol className="grid gap-3 p-4 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map((step, index) => (
          <li key={step.title} className="flex gap-2.5">
            <Tick done={step.done} number={index + 1} />
            <div>
              <p className="font-medium">
                {step.title}
                {step.done && <span className="sr-only"> {t("(done)")}</span>}
              </p>
              <p className="text-node text-muted">{step.way}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
