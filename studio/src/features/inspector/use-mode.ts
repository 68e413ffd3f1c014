import { useState } from "react";
import type { Schema } from "@/flow/defaults";
import { convert, fits, type Mode, modeOf, modesOf } from "@/flow/modes";

export interface ModeState {
  mode: Mode;
  modes: Mode[];
  choose: (mode: Mode) => void;
  /** Keeps the mode while somebody types in it. */
  hold: () => void;
  /** What the mode that was chosen could not say. */
  aside: { mode: Mode; value: unknown } | null;
  bringBack: () => void;
}

/** A field's mode: what its value says, or what somebody chose as long as the value can be shown in it. */
export function useMode(schema: Schema, value: unknown, onChange: (value: unknown) => void): ModeState {
  const [wish, setWish] = useState<Mode | null>(null);
  const [kept, setKept] = useState<{ mode: Mode; value: unknown } | null>(null);
  const modes = modesOf(schema);
  const mode = wish !== null && fits(schema, value, wish) ? wish : modeOf(schema, value);
  const choose = (next: Mode) => {
    const made = convert(schema, value, mode, next);
    setKept(made.lost === undefined ? null : { mode, value: made.lost });
    setWish(next);
    if (made.value !== value) onChange(made.value);
  };
  return {
    mode,
    modes,
    choose,
    hold: () => setWish(mode),
    // Once something else is there, the old text is only in the way.
    aside: kept !== null && value === undefined ? kept : null,
    bringBack: () => {
      if (!kept) return;
      setWish(kept.mode);
      setKept(null);
      onChange(kept.value);
    },
  };
}
