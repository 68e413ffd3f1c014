import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { getRun } from "@/api/runs";
import type { Run } from "@/api/types";
import type { Step } from "@/editor/runs/fold-events";
import { stepKey } from "@/editor/runs/reuse";
import { t } from "@/i18n";

/** By step, whether it is to be done once more. */
export type Again = Readonly<Record<string, boolean>>;

interface WritesProps {
  steps: Step[];
  run: Run | undefined;
  again: Again;
  onAgain: (key: string, again: boolean) => void;
}

/** What changed something outside after this point, each to be decided: what it answered then stands, or it is done once more. */
export function WritesAhead({ steps, run, again, onAgain }: WritesProps) {
  if (steps.length === 0) return null;
  return (
    <section className="flex flex-col gap-2 rounded-control border border-warn bg-warn-soft px-3 py-2">
      <h3 className="flex items-center gap-2 font-semibold">
        <TriangleAlert size={16} aria-hidden className="text-warn" /> {t("Steps after this point that change something outside")}
      </h3>
      <ul className="flex flex-col gap-2">
        {steps.map((step) => (
          <li key={step.key} data-write={step.address}>
            <p>
              <code className="font-mono text-xs font-semibold">{step.address}</code> {step.title} <Key run={run} step={step} />
            </p>
            {step.status === "done" ? (
              <div role="radiogroup" aria-label={t("What ‘{node}’ does", { node: step.address })} className="flex flex-wrap gap-x-4">
                <label className="flex min-h-6 items-center gap-2">
                  <input type="radio" name={step.key} checked={!again[step.key]} onChange={() => onAgain(step.key, false)} /> {t("what it answered then stands")}
                </label>
                <label className="flex min-h-6 items-center gap-2">
                  <input type="radio" name={step.key} checked={again[step.key] ?? false} onChange={() => onAgain(step.key, true)} /> {t("do it again, under a new key")}
                </label>
              </div>
            ) : (
              <p className="text-muted">{t("It did not work then; it is tried again, under a new key.")}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The run whose key the effects of a run go out under: of one that goes on where another failed, it is that one's. */
async function rootOf(run: Run): Promise<string> {
  let at = run;
  while (at.lineage === "retry" && at.parent_run) at = await getRun(at.parent_run);
  return at.id;
}

/** The key by which the target tells repetitions apart. */
export function Key({ run, step }: { run: Run | undefined; step: Step }) {
  const key = useQuery({
    queryKey: ["step-key", run?.id, step.address, step.iteration],
    queryFn: async () => stepKey(await rootOf(run as Run), step),
    enabled: run !== undefined,
    staleTime: Infinity,
  });
  return key.data ? <span className="text-xs text-muted">{t("idempotency key {key}", { key: key.data })}</span> : null;
}
