import { useState } from "react";
import { t } from "@/i18n";
import type { Side } from "@/api/git";
import type { GitConflict } from "@/api/types";
import type { Place } from "@/flow/generated/flow";
import { placeWords } from "@/flow/place-words";
import { Button } from "@/ui/button";
import { ConflictChoices } from "@/ui/conflict-choices";

const keyOf = (conflict: GitConflict) => `${conflict.flow}/${JSON.stringify(conflict.place)}`;

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
      <ConflictChoices
        conflicts={conflicts.map((conflict) => ({ key: keyOf(conflict), label: `${conflict.flow}: ${placeWords(conflict.place)}`, ours: conflict.ours, theirs: conflict.theirs }))}
        sides={{ ours: t("As it is here"), theirs: t("As it was pushed") }}
        chosen={chosen}
        onChoose={(key, side) => setChosen((now) => ({ ...now, [key]: side }))}
      />
      <div className="flex justify-end">
        <Button look="primary" busy={busy} disabled={!isDone} onClick={settle}>
          {t("Settle and synchronise")}
        </Button>
      </div>
    </div>
  );
}
