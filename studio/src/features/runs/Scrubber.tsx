import { ChevronLeft, ChevronRight, ListTree } from "lucide-react";
import { useRun, useTools } from "@/editor/context";
import { type Moment, momentAt } from "@/editor/runs/moments";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";

/** Back and forth through a run: the canvas, the data and the state are shown as they were after that step. */
export function Scrubber({ stateOpen, onState }: { stateOpen: boolean; onState: () => void }) {
  const { runs } = useTools();
  const moments = useRun((state) => state.moments);
  const at = useRun((state) => state.at);
  if (moments.length === 0) return null;
  const n = (at === null ? moments.length - 1 : momentAt(moments, at)) + 1;
  const go = (next: number) => runs.goTo(moments[next - 1]?.seq ?? null);
  return (
    <div className="flex shrink-0 items-center gap-1 border-t border-line px-2 py-1" data-at={at ?? undefined}>
      <IconButton size="sm" label={t("A step back")} disabled={n <= 1} onClick={() => runs.step(-1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <input
        type="range"
        aria-label={t("Moment of the run")}
        aria-valuetext={said(moments[n - 1], n, moments.length)}
        min={1}
        max={moments.length}
        value={Math.max(1, n)}
        onChange={(event) => go(Number(event.target.value))}
        className="h-6 min-w-16 flex-1 accent-(--accent)"
      />
      <IconButton size="sm" label={t("A step on")} disabled={at === null} onClick={() => runs.step(1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <span className="shrink-0 text-xs whitespace-nowrap text-muted tabular-nums">{t("step {n} of {m}", { n, m: moments.length })}</span>
      {at !== null && (
        <Button size="sm" onClick={() => runs.goTo(null)}>
          {t("Now")}
        </Button>
      )}
      <Button size="sm" look="ghost" aria-pressed={stateOpen} onClick={onState} className={stateOpen ? "bg-sunken!" : ""}>
        <ListTree size={14} aria-hidden /> {t("State")}
      </Button>
    </div>
  );
}

function said(moment: Moment | undefined, n: number, m: number): string {
  const node = moment?.node ?? "";
  switch (moment?.kind) {
    case "node.failed":
      return t("Step {n} of {m}: ‘{node}’ failed", { n, m, node });
    case "node.retrying":
      return t("Step {n} of {m}: ‘{node}’ is tried again", { n, m, node });
    case "run.waiting":
      return t("Step {n} of {m}: ‘{node}’ waits", { n, m, node });
    case "node.completed":
      return t("Step {n} of {m}: after ‘{node}’", { n, m, node });
    default:
      return t("Step {n} of {m}: the end", { n, m });
  }
}
