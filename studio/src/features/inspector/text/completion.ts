// The list that opens on `{{` and while an expression is typed.
import { autocompletion, type Completion, type CompletionContext, type CompletionResult, pickedCompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { brief, complete, type Option } from "@/flow/complete";
import { holesOf } from "@/flow/rhai";
import type { Name } from "@/flow/scope";

/** Where the code begins that the caret is in; `null` in the plain text of a template. */
function codeStart(text: string, at: number, isTemplate: boolean): { start: number; isClosed: boolean } | null {
  if (!isTemplate) return { start: 0, isClosed: true };
  const { closed, open } = holesOf(text);
  const around = closed.find((hole) => hole.start + 2 <= at && at <= hole.end - 2);
  if (around) return { start: around.start + 2, isClosed: true };
  return open !== null && open + 2 <= at ? { start: open + 2, isClosed: false } : null;
}

function apply(option: Option, isClosed: boolean) {
  return (view: EditorView, picked: Completion, from: number, to: number) => {
    const before = isClosed ? "" : view.state.sliceDoc(Math.max(0, from - 2), from) === "{{" ? " " : "";
    const isDone = option.is === "name" && !isClosed;
    // What a hand has closed already is not closed again.
    const after = isDone ? (/^\s*\}\}/.test(view.state.sliceDoc(to, to + 4)) ? "" : " }}") : "";
    const caret = option.is === "function" ? caretIn(option.text) : option.text.length + after.length;
    view.dispatch({
      changes: { from, to, insert: before + option.text + after },
      selection: { anchor: from + before.length + caret },
      annotations: pickedCompletion.of(picked),
      userEvent: "input.complete",
    });
  };
}

/** Between the quotes or brackets that wait to be filled; else after it all. */
function caretIn(text: string): number {
  const quotes = text.indexOf('("")');
  if (quotes >= 0) return quotes + 2;
  const free = /^(text|json|default)\(/.exec(text);
  return free ? free[0].length : text.length;
}

export function completion(names: () => Name[], isTemplate: boolean) {
  const source = (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const code = codeStart(text, context.pos, isTemplate);
    if (!code) return null;
    const before = text.slice(code.start, context.pos);
    // In a template a hole asks by itself; in an expression something must have been typed.
    if (!context.explicit && !isTemplate && !/[\w.["]$/.test(before)) return null;
    const found = complete(names(), before);
    if (!found || found.options.length === 0) return null;
    const from = code.start + found.from;
    const typed = text.slice(from, context.pos);
    const stable = typed.replace(/\w*$/, "");
    return {
      from,
      options: found.options.map((option, index) => ({
        label: option.text,
        displayLabel: option.label,
        detail: [option.type, brief(option.value, 28)].filter(Boolean).join(" · "),
        apply: apply(option, code.isClosed),
        // As in the tree: nearest things first, functions last.
        boost: option.is === "function" ? -50 : -Math.min(49, index / 8),
      })),
      validFor: (now) => now.startsWith(stable) && /^\w*$/.test(now.slice(stable.length)),
    };
  };
  return autocompletion({ override: [source], icons: false, activateOnTyping: true, maxRenderedOptions: 60, closeOnBlur: true, interactionDelay: 0 });
}
