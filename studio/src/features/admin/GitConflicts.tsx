import { useState } from "react";
import { t } from "@/i18n";
import type { Side } from "@/api/git";
import type { GitConflict } from "@/api/types";
import type { Place } from "@/flow/generated/flow";
import { Button } from "@/ui/button";

/** “node hello, config text” */
export function placeWords(place: Place): string {
  const within = (whole: string, path: string) => (path === "" ? whole : t("{whole}, {field}", { whole, field: path.split("/").filter(Boolean).join(" ") }));
  if ("flow" in place) return within(t("the flow"), place.flow.field);
  if ("node" in place) return within(t("node {name}", { name: place.node.id }), place.node.field);
  if ("edge" in place) return t("where {port} leads", { port: place.edge.from });
  if ("channel" in place) return within(t("channel {name}", { name: place.channel.name }), place.channel.field);
  return within(t("test {name}", { name: place.test.name }), place.test.field);
}

const keyOf = (conflict: GitConflict) => `${conflict.flow}/${JSON.stringify(conflict.place)}`;
const shown = (value: unknown) => (value === undefined ? t("(removed)") : typeof value === "string" ? value : JSON.stringify(value, null, 2));

interface Props {
  conflicts: GitConflict[];
  busy: boolean;
  onSettle: (choices: Record<string, { place: Place; choice: Side }[]>) => void;
}

/** What both sides changed; each is decided by itself, and nothing moves before all are. */
export function GitConflicts({ conflicts, busy, onSettle }: Props) {
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const isDone = conflicts.every((conflict) => chosen[keyOf(conflict)] !== undefined);
  const settle = () => {
    const choices: Record<string, { place: Place; choice: Side }[]> = {};
    for (const conflict of conflicts) {
      const choice = chosen[keyOf(conflict)];
      if (choice) choices[conflict.flow] = [...(choices[conflict.flow] ?? []), { place: conflict.place, choice }];
    }
    onSettle(choices);
  };
  return (
    <div className="flex flex-col gap-3">
      {conflicts.map((conflict, at) => (
        <fieldset key={keyOf(conflict)} className="rounded-card border border-line p-3">
          <legend className="px-1 font-medium">
            {conflict.flow}: {placeWords(conflict.place)}
          </legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {(["ours", "theirs"] as const).map((side) => (
              <label key={side} className="flex min-w-0 items-start gap-2 rounded-control border border-line p-2 has-checked:border-accent has-checked:bg-accent-soft">
                <input type="radio" className="mt-1" name={`conflict-${at}`} checked={chosen[keyOf(conflict)] === side} onChange={() => setChosen((now) => ({ ...now, [keyOf(conflict)]: side }))} />
                <span className="min-w-0">
                  <span className="font-medium">{side === "ours" ? t("As it is here") : t("As it was pushed")}</span>
                  <span className="block max-h-40 overflow-y-auto text-xs break-words whitespace-pre-wrap">{shown(conflict[side])}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="flex justify-end">
        <Button look="primary" busy={busy} disabled={!isDone} onClick={settle}>
          {t("Settle and synchronise")}
        </Button>
      </div>
    </div>
  );
}
