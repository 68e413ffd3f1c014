// Where the checks found something wrong: a wavy line, with the cause when the pointer rests on it. The same is said below the field.
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip } from "@codemirror/view";
import type { Spot } from "@/flow/positions";

export const setSquiggles = StateEffect.define<Spot[]>();

/** They move with the text until the checks have looked again. */
export const squiggles = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    let now = marks.map(change.changes);
    for (const effect of change.effects) {
      if (!effect.is(setSquiggles)) continue;
      const length = change.newDoc.length;
      const fitting = effect.value.filter((one) => one.from < one.to && one.to <= length);
      now = Decoration.set(
        fitting.map((one) => Decoration.mark({ class: one.isError ? "squiggle-error" : "squiggle-warning", cause: one.cause }).range(one.from, one.to)),
        true,
      );
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What is wrong in a part of the text. */
export function causeIn(marks: DecorationSet, from: number, to: number): string | null {
  let cause: string | null = null;
  marks.between(from, to, (_from, _to, mark) => {
    cause ??= String(mark.spec.cause);
  });
  return cause;
}

export const squiggleTips: Extension = hoverTooltip(
  (view, at) => {
    const cause = causeIn(view.state.field(squiggles), at, at);
    if (cause === null) return null;
    return {
      pos: at,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "squiggle-tip";
        dom.textContent = cause;
        return { dom };
      },
    };
  },
  { hoverTime: 200 },
);
