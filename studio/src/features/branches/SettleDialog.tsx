import { useState } from "react";
import type { Resolution } from "@/api/branches";
import type { Conflict } from "@/flow/generated/flow";
import { placeWords } from "@/flow/place-words";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { ConflictChoices, type Side } from "@/ui/conflict-choices";
import { Dialog } from "@/ui/dialog";

interface Props {
  conflicts: Conflict[];
  sides: Record<Side, string>;
  busy: boolean;
  onSettle: (resolutions: Resolution[]) => void;
  onClose: () => void;
}

const keyOf = (conflict: Conflict) => JSON.stringify(conflict.place);

/** What the draft and the branch both changed; nothing moves before all of it is decided. */
export function SettleDialog({ conflicts, sides, busy, onSettle, onClose }: Props) {
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const resolutions = conflicts.flatMap((conflict) => {
    const choice = chosen[keyOf(conflict)];
    return choice ? [{ place: conflict.place, choice }] : [];
  });
  return (
    <Dialog
      title={t("Both changed the same")}
      shape="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" busy={busy} disabled={resolutions.length < conflicts.length} onClick={() => onSettle(resolutions)}>
            {t("Settle and merge")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t("Choose what is to stand in each place. Everything else is merged by itself.")}</p>
        <ConflictChoices
          conflicts={conflicts.map((conflict) => ({ key: keyOf(conflict), label: placeWords(conflict.place), ours: conflict.ours, theirs: conflict.theirs }))}
          sides={sides}
          chosen={chosen}
          onChoose={(key, side) => setChosen((now) => ({ ...now, [key]: side }))}
        />
      </div>
    </Dialog>
  );
}
