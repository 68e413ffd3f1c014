import { useState } from "react";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { keep, recall } from "@/lib/storage";
import { IconButton } from "@/ui/button";
import { Tick } from "./Tick";
import { type OwnWays, useFirstSteps, useHiddenSteps } from "./use-first-steps";

const FOLDED = "flowright.first-steps.folded";

/** The first steps in a corner of the canvas, where most of them are taken. It folds, by itself where the canvas
 *  is low, goes when one has enough of it, and takes no focus. */
export default function CanvasSteps({ own, isTight = false }: { own: OwnWays; isTight?: boolean }) {
  const [hidden, hide] = useHiddenSteps();
  const [chosen, setChosen] = useState(() => recall<boolean>(FOLDED));
  const folded = chosen ?? isTight;
  const steps = useFirstSteps(!hidden, own);
  if (!steps) return null;
  const fold = () => {
    keep(FOLDED, !folded);
    setChosen(!folded);
  };
  return (
    <aside aria-label={t("First steps")} data-own-keys className="absolute bottom-3 left-3 z-[4] max-h-[calc(100%-24px)] w-64 overflow-y-auto rounded-card border border-line bg-surface">
      <header className="flex items-center gap-1 py-1 pr-1 pl-3">
        <h2 className="flex-1 font-semibold">
          {t("First steps")} <span className="font-normal text-muted">{t("{done} of {count}", { done: steps.filter((step) => step.done).length, count: steps.length })}</span>
        </h2>
        <IconButton size="sm" aria-expanded={!folded} label={folded ? t("Show the first steps") : t("Fold the first steps")} onClick={fold}>
          {folded ? <ChevronUp size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
        </IconButton>
        <IconButton size="sm" label={t("Hide the first steps")} onClick={hide}>
          <X size={15} aria-hidden />
        </IconButton>
      </header>
      {!folded && (
        <ol className="flex flex-col gap-2 px-3 pb-3">
          {steps.map((step, index) => (
            <li key={step.title} className="flex gap-2">
              <Tick done={step.done} number={index + 1} />
              <p className="min-w-0 text-node">
                <span className={cx("font-medium", step.done && "text-muted")}>{step.title}</span>
                {step.done ? <span className="sr-only"> {t("(done)")}</span> : <span className="block text-muted">{step.way}</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
    </aside>
  );
}
