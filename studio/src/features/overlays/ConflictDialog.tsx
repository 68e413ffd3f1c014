import { useEffect, useId, useRef, useState } from "react";
import { Minus } from "lucide-react";
import { goTo } from "@/editor/go-to";
import { type Answered, both, canBeBoth } from "@/editor/answers";
import { useEditorState, useTools } from "@/editor/context";
import { type Conflict, valueIn } from "@/flow/rebase";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { ConflictSide } from "./ConflictSide";

/** Somebody else changed the same fields. Per field: mine, theirs, or for texts both. The canvas stays usable beside it, and closing it
 *  only puts it off: nothing is dropped before a choice is made. */
export default function ConflictDialog() {
  const { editor, sync } = useTools();
  const conflicts = useEditorState((state) => state.conflicts);
  const [answers, setAnswers] = useState<Record<string, Answered>>({});
  const ref = useRef<HTMLElement>(null);
  const title = useId();
  // Somebody may be in the middle of a word: the panel is said, and waits. `Conflict` in the header leads to it.
  useEffect(() => {
    const before = document.activeElement;
    const panel = ref.current;
    if (before?.closest("[data-save-state]") || before === document.body) panel?.focus();
    editor.say(t("Both of you changed the same. Choose in the panel ‘Changed here and elsewhere’."));
    return () => {
      if (panel?.contains(document.activeElement) && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [editor]);
  const later = () => editor.setState({ asking: false });
  const open = conflicts.filter((conflict) => !answers[conflict.key]).length;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape puts it off
    <section
      ref={ref}
      role="dialog"
      aria-modal={false}
      aria-labelledby={title}
      tabIndex={-1}
      data-own-keys
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        later();
      }}
      className="fixed inset-x-2 bottom-2 z-30 ml-auto flex max-h-[min(640px,70dvh)] max-w-[720px] flex-col rounded-dialog border border-line-strong bg-surface shadow-float outline-offset-2"
    >
      <header className="flex items-center justify-between gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 id={title} className="font-semibold">
          {t("Changed here and elsewhere")}
        </h2>
        <IconButton size="sm" label={t("Choose later")} onClick={later}>
          <Minus size={16} aria-hidden />
        </IconButton>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is long can be scrolled by keyboard */}
      <div tabIndex={0} role="group" aria-label={t("What both changed")} className="min-h-0 flex-1 overflow-y-auto p-4">
        <p className="mb-3">{t("While you edited, somebody else saved this draft. What does not overlap was merged. These were changed on both sides; nothing is saved until you have chosen, and what you write is kept here meanwhile.")}</p>
        <div className="flex flex-col gap-4">
          {conflicts.map((conflict) => (
            <Question key={conflict.key} conflict={conflict} answer={answers[conflict.key]} onAnswer={(answer) => setAnswers((before) => ({ ...before, [conflict.key]: answer }))} />
          ))}
        </div>
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-2">
        <span className="mr-auto text-muted" role="status">
          {open > 0 ? t("{count, plural, one {# still to choose} other {# still to choose}}", { count: open }) : t("All chosen")}
        </span>
        <Button onClick={later}>{t("Later")}</Button>
        <Button look="primary" disabled={open > 0} onClick={() => sync?.settle(answers)}>
          {t("Save my choice")}
        </Button>
      </footer>
    </section>
  );
}

interface QuestionProps {
  conflict: Conflict;
  answer: Answered | undefined;
  onAnswer: (answer: Answered) => void;
}

function Question({ conflict, answer, onAnswer }: QuestionProps) {
  const tools = useTools();
  const { theirs } = conflict;
  const mine = useEditorState((state) => valueIn(state.doc, conflict));
  const isBoth = typeof answer === "object";
  const field = conflict.path.filter((step) => step !== "config").join(" › ");
  const what = conflict.node === null ? t("The flow, {field}", { field }) : field === "" ? t("‘{node}’ as a whole", { node: conflict.node }) : t("‘{node}’, {field}", { node: conflict.node, field });
  return (
    <fieldset data-conflict={conflict.key} className="min-w-0 rounded-card border border-line p-3">
      <legend className="px-1 font-medium">{what}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <ConflictSide name={conflict.key} label={t("Mine")} side="first" mine={mine} theirs={theirs} checked={answer === "mine"} onChoose={() => onAnswer("mine")} />
        <ConflictSide name={conflict.key} label={t("Theirs")} side="second" mine={mine} theirs={theirs} checked={answer === "theirs"} onChoose={() => onAnswer("theirs")} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-4">
        {canBeBoth(mine, theirs) && (
          <label className="flex min-h-7 items-center gap-2">
            <input type="radio" name={conflict.key} checked={isBoth} onChange={() => onAnswer({ text: both(mine, theirs) })} />
            {t("Both, to edit")}
          </label>
        )}
        {conflict.node !== null && (
          <button type="button" className="min-h-7 text-accent underline" onClick={() => conflict.node && goTo(tools, conflict.node)}>
            {t("Show ‘{node}’", { node: conflict.node })}
          </button>
        )}
      </div>
      {isBoth && (
        <textarea
          aria-label={t("Both, to edit: {what}", { what })}
          value={answer.text}
          onChange={(event) => onAnswer({ text: event.target.value })}
          rows={Math.min(10, Math.max(3, answer.text.split("\n").length + 1))}
          className="mt-1 w-full rounded-control border border-line-strong bg-surface p-2 font-mono text-xs"
        />
      )}
    </fieldset>
  );
}
