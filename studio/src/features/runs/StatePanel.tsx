import { useRun } from "@/editor/context";
import { changedSince, momentAt } from "@/editor/runs/moments";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Badge } from "@/ui/badge";
import { JsonTree } from "@/ui/json";
import { ErrorNote, Loading } from "@/ui/notice";
import { useBeginning } from "./use-channels";

/** The flow's channels at the moment that is looked at; those that this step set are marked, with what they were before. */
export function StatePanel() {
  const view = useRun((state) => state.view);
  const at = useRun((state) => state.at);
  const events = useRun((state) => state.events);
  const moments = useRun((state) => state.moments);
  const { asked, values: initial } = useBeginning();
  if (!view) return null;
  if (asked.isError) return <ErrorNote error={asked.error} retry={() => void asked.refetch()} className="m-3" />;
  if (asked.isPending) return <Loading what={t("the state")} />;
  const upto = at ?? events.at(-1)?.seq ?? 0;
  const here = at === null ? moments.length - 1 : momentAt(moments, at);
  const before = moments[here - 1]?.seq ?? 0;
  const state = { ...initial, ...view.state };
  const changed = new Set(changedSince(events, before, upto));
  const was = (channel: string) => events.findLast((event) => event.kind === "state.changed" && event.seq <= before && event.payload.channel === channel)?.payload.value ?? initial[channel];
  const names = Object.keys(state).toSorted((a, b) => Number(changed.has(b)) - Number(changed.has(a)));
  return (
    <section aria-label={t("State")} className="h-full overflow-y-auto p-2">
      {names.length === 0 && <p className="p-1 text-muted">{t("This flow has no channels: nothing is kept between its steps but what they answer.")}</p>}
      <ul className="flex flex-col gap-1">
        {names.map((name) => (
          <li key={name} data-channel={name} data-changed={changed.has(name) || undefined} className={cx("rounded-control px-2 py-1", changed.has(name) && "bg-warn-soft")}>
            <p className="flex items-center gap-2">
              <code className="font-mono text-xs font-semibold">{name}</code>
              {changed.has(name) && <Badge tone="warn">{t("changed")}</Badge>}
            </p>
            <JsonTree value={state[name]} />
            {changed.has(name) && <JsonTree name={t("before")} value={was(name)} open={false} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
