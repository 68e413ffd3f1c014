// `{{ kb.passages }}` as a pill `kb › passages`: walked over and deleted as one. A hole with more than a path in it stays text, and so
// does the one that the caret is in.
import { type Extension, type EditorState, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { holesOf, type Path, pathOf } from "@/flow/rhai";
import { causeIn, setSquiggles, squiggles } from "./squiggles";

class Pill extends WidgetType {
  private readonly path: Path;
  private readonly written: string;
  private readonly cause: string | null;

  constructor(path: Path, written: string, cause: string | null) {
    super();
    this.path = path;
    this.written = written;
    this.cause = cause;
  }

  override eq(other: Pill) {
    return other.written === this.written && other.cause === this.cause;
  }

  override toDOM() {
    const pill = document.createElement("span");
    pill.className = this.cause === null ? "pill" : "pill pill-wrong";
    pill.dataset.written = this.written;
    pill.title = this.cause ?? this.written;
    pill.textContent = this.path.map((step) => (typeof step === "number" ? `[${step}]` : step)).join(" › ");
    return pill;
  }

  override ignoreEvent(event: Event) {
    return event.type !== "dblclick" && event.type !== "mousedown";
  }
}

function build(state: EditorState): DecorationSet {
  const found = new RangeSetBuilder<Decoration>();
  const { from, to } = state.selection.main;
  const marks = state.field(squiggles);
  const text = state.doc.toString();
  for (const hole of holesOf(text).closed) {
    const isOpen = from === to && from > hole.start && from < hole.end;
    const path = isOpen ? null : pathOf(text.slice(hole.from, hole.to));
    if (path === null || text.slice(hole.start, hole.end).includes("\n")) continue;
    const cause = causeIn(marks, hole.from, hole.to);
    found.add(hole.start, hole.end, Decoration.replace({ widget: new Pill(path, text.slice(hole.start, hole.end), cause) }));
  }
  return found.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = build(view.state);
    }

    update(update: ViewUpdate) {
      const isJudged = update.transactions.some((one) => one.effects.some((effect) => effect.is(setSquiggles)));
      if (update.docChanged || update.selectionSet || isJudged) this.decorations = build(update.state);
    }
  },
  { decorations: (value) => value.decorations },
);

export const pills: Extension = [
  plugin,
  EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
  EditorView.domEventHandlers({
    // Twice on a pill: its text can be changed by hand.
    dblclick(event, view) {
      const pill = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".pill") : null;
      if (!pill) return false;
      const at = view.posAtDOM(pill);
      const hole = holesOf(view.state.doc.toString()).closed.find((one) => one.start === at);
      if (!hole) return false;
      view.dispatch({ selection: { anchor: hole.to } });
      return true;
    },
  }),
];
