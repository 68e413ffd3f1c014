import { COLOUR_NAMES } from "@/editor/colours";
import { COLOURS, type Colour } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";

export function Swatches({ value, onChange }: { value: Colour; onChange: (colour: Colour) => void }) {
  return (
    <div role="group" aria-label={t("Colour")} className="flex gap-0.5">
      {COLOURS.map((colour) => (
        <button
          key={colour}
          type="button"
          aria-label={COLOUR_NAMES[colour]}
          title={COLOUR_NAMES[colour]}
          aria-pressed={value === colour}
          onClick={() => onChange(colour)}
          className="flex size-6 items-center justify-center rounded-control hover:bg-sunken"
        >
          <span aria-hidden data-colour={colour} className={cx("paper size-4 rounded-full border", value === colour && "ring-2 ring-accent")} />
        </button>
      ))}
    </div>
  );
}
