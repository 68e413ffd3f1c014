import { Pause, Pin } from "lucide-react";
import { useTrial } from "@/editor/context";
import { isCovered } from "@/editor/runs/trial-store";
import { t } from "@/i18n";

/** What test runs do at a node that others do not, in words. */
export function useTrialWords(id: string): string[] {
  const stop = useTrial((state) => state.stops[id]);
  const pin = useTrial((state) => state.pins[id]);
  const untested = useTrial((state) => state.showCoverage && isCovered(state.coverage, id, "") === false);
  const words = [];
  if (stop) words.push(stop.after ? t("stops after it") : t("stops before it"));
  if (pin) words.push("error" in pin ? t("pinned to fail") : t("pinned"));
  if (untested) words.push(t("not tested"));
  return words;
}

/** The same, taped to its lower edge. */
export function TrialMarks({ id }: { id: string }) {
  const stop = useTrial((state) => state.stops[id]);
  const pin = useTrial((state) => state.pins[id]);
  const untested = useTrial((state) => state.showCoverage && isCovered(state.coverage, id, "") === false);
  if (!stop && !pin && !untested) return null;
  return (
    <span aria-hidden className="pointer-events-none absolute right-3 -bottom-2.5 flex gap-1 text-xs leading-5 font-medium">
      {untested && <span className="rounded-full border border-dashed border-line-strong bg-surface px-1.5 leading-[18px] text-muted">{t("not tested")}</span>}
      {stop && (
        <span data-stop={stop.after ? "after" : "before"} className="inline-flex items-center gap-1 rounded-full bg-wait-soft px-1.5 text-wait">
          <Pause size={12} />
          {stop.after ? t("stops after") : stop.when ? t("may stop") : t("stops")}
        </span>
      )}
      {pin && (
        <span data-pin={"error" in pin ? "error" : "output"} className="inline-flex items-center gap-1 rounded-full bg-warn-soft px-1.5 text-warn">
          <Pin size={12} />
          {"error" in pin ? t("fails") : t("pinned")}
        </span>
      )}
    </span>
  );
}
