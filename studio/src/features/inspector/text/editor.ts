// One text field made with CodeMirror. The chunk that holds it is loaded when a field first needs it (see `load.ts`).
import { closeCompletion, completionKeymap, completionStatus, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, insertNewline } from "@codemirror/commands";
import { Annotation, Compartment, EditorState, type Extension, Prec, Transaction } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import type { Name } from "@/flow/scope";
import { adoptStyles } from "./adopt";
import { completion } from "./completion";
import { languages } from "./language";
import { pills } from "./pills";
import type { Spot } from "@/flow/positions";
import { setSquiggles, squiggles, squiggleTips } from "./squiggles";
import "./editor.css";

export interface TextSetup {
  language: "template" | "expression";
  isMultiline: boolean;
  text: string;
  placeholder: string | undefined;
  names: () => Name[];
  /** What a change was typed in, and only that: what is put in from outside is not told again. */
  onChange: (text: string) => void;
  onFocus: () => void;
}

/** What may change while the field lives. */
export interface TextLook {
  attributes: Record<string, string>;
  isReadOnly: boolean;
  squiggles: Spot[];
}

export interface TextHandle {
  /** `isEdit`: somebody's wish, which the field's own undo takes back. */
  set(text: string, isEdit?: boolean): void;
  look(look: TextLook): void;
  focus(selection?: { start: number; end: number }): void;
  selection(): { start: number; end: number };
  complete(): void;
  destroy(): void;
}

/** Typing over coloured text, browsers keep its colour in a style attribute, which our content security policy refuses; so what is
 * typed over is replaced here before they do. */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.readOnly || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

const fromOutside = Annotation.define<true>();

/** Enter ends nothing and adds nothing: a single line stays one, also when more is pasted. */
const oneLine: Extension = [
  EditorState.transactionFilter.of((change) => {
    if (!change.docChanged || change.newDoc.lines === 1) return change;
    return [change, { changes: { from: 0, to: change.newDoc.length, insert: change.newDoc.toString().replace(/\s*\n\s*/g, " ") }, sequential: true }];
  }),
  Prec.high(keymap.of([{ key: "Enter", run: () => true, shift: () => true }])),
];

export function mount(parent: HTMLElement, setup: TextSetup): TextHandle {
  adoptStyles();
  const attributes = new Compartment();
  const editable = new Compartment();
  let look: TextLook | null = null;
  const isTemplate = setup.language === "template";
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: setup.text,
      extensions: [
        setup.isMultiline ? keymap.of([{ key: "Enter", run: insertNewline }]) : oneLine,
        history(),
        typeOver,
        Prec.highest(
          keymap.of([
            {
              key: "Escape",
              run: (target) => completionStatus(target.state) !== null && closeCompletion(target),
            },
          ]),
        ),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap.filter((one) => one.key !== "Mod-Enter" && one.key !== "Mod-Alt-\\")]),
        EditorView.lineWrapping,
        languages[setup.language],
        squiggles,
        squiggleTips,
        isTemplate ? pills : [],
        completion(setup.names, isTemplate),
        setup.placeholder === undefined ? [] : placeholder(setup.placeholder),
        attributes.of([]),
        editable.of([]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside))) setup.onChange(update.state.doc.toString());
          if (update.focusChanged && update.view.hasFocus) setup.onFocus();
        }),
      ],
    }),
  });
  return {
    set(text, isEdit = false) {
      const now = view.state.doc.toString();
      if (now === text) return;
      // Only what differs: the caret stays where it is.
      let start = 0;
      while (start < now.length && start < text.length && now[start] === text[start]) start += 1;
      let end = 0;
      while (end < now.length - start && end < text.length - start && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1;
      view.dispatch({
        changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) },
        annotations: [fromOutside.of(true), Transaction.addToHistory.of(isEdit)],
      });
    },
    look(next) {
      const effects = [];
      if (!look || !same(look.attributes, next.attributes)) effects.push(attributes.reconfigure(EditorView.contentAttributes.of(next.attributes)));
      if (look?.isReadOnly !== next.isReadOnly) effects.push(editable.reconfigure([EditorState.readOnly.of(next.isReadOnly), EditorView.editable.of(!next.isReadOnly)]));
      if (look?.squiggles !== next.squiggles) effects.push(setSquiggles.of(next.squiggles));
      look = next;
      if (effects.length > 0) view.dispatch({ effects });
    },
    focus(selection) {
      view.focus();
      if (!selection) return;
      const length = view.state.doc.length;
      view.dispatch({ selection: { anchor: Math.min(selection.start, length), head: Math.min(selection.end, length) }, scrollIntoView: true });
    },
    selection: () => ({ start: view.state.selection.main.from, end: view.state.selection.main.to }),
    complete: () => void startCompletion(view),
    destroy: () => view.destroy(),
  };
}

const same = (a: Record<string, string>, b: Record<string, string>) => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};
