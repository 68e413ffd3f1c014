import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { findPeople } from "@/api/comments";
import type { Colleague } from "@/api/types";
import { t } from "@/i18n";
import { draftOf, keepDraft } from "@/lib/draft";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { mentionAt, mentionedIn } from "./threads";

interface ComposerProps {
  label: string;
  action: string;
  initial?: string;
  /** Under which name what is written is kept until it is sent. */
  draft?: string;
  known?: Colleague[];
  focus?: boolean;
  onSend: (text: string, mentions: string[]) => Promise<unknown>;
  onCancel?: () => void;
}

/** Where a comment is written: Markdown, and `@` for a list of people. Ctrl+Enter sends. */
export function Composer({ label, action, initial = "", draft, known = [], focus = false, onSend, onCancel }: ComposerProps) {
  const [text, setText] = useState(() => (draft && draftOf(draft)) || initial);
  const [caret, setCaret] = useState(initial.length);
  const [picked, setPicked] = useState<Colleague[]>(known);
  const [chosen, setChosen] = useState(0);
  const [closed, setClosed] = useState<number | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const mention = mentionAt(text, caret);
  const isAsked = mention !== null && mention.from !== closed && !picked.some((one) => one.name === mention.q);
  const people = useQuery({ queryKey: ["people", mention?.q ?? ""], queryFn: ({ signal }) => findPeople(mention?.q ?? "", signal), enabled: isAsked, staleTime: 60_000 });
  const found = isAsked ? (people.data ?? []).slice(0, 6) : [];
  useEffect(() => {
    if (draft) keepDraft(draft, text);
  }, [draft, text]);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);

  const pick = (person: Colleague) => {
    if (!mention) return;
    const before = `${text.slice(0, mention.from)}@${person.name} `;
    setText(before + text.slice(caret));
    setCaret(before.length);
    setPicked([...picked, person]);
    setChosen(0);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(before.length, before.length);
    });
  };
  const send = async () => {
    if (!text.trim() || state.busy) return;
    setState({ busy: true, error: null });
    try {
      await onSend(text.trim(), mentionedIn(text, picked));
      // Whoever sent it may have taken the field away by now.
      if (draft) keepDraft(draft, "");
      setText("");
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return void send();
    }
    if (found.length > 0) {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) setChosen((chosen + step + found.length) % found.length);
      else if (event.key === "Enter" || event.key === "Tab") pick(found[chosen] ?? (found[0] as Colleague));
      else if (event.key === "Escape") setClosed(mention?.from ?? null);
      else return;
      return event.preventDefault();
    }
    if (event.key === "Escape" && onCancel) onCancel();
  };
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        ref={box}
        aria-label={label}
        placeholder={t("Markdown; @ mentions somebody")}
        value={text}
        rows={2}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKey}
        className="w-full resize-y rounded-control border border-line-strong bg-surface px-2 py-1"
      />
      <div id={list} role="listbox" aria-label={t("People")} hidden={found.length === 0} className="rounded-control border border-line bg-surface shadow-float">
        {found.map((person, index) => (
          // The keys are the text's; the list only shows where they are.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(person)}
            className={`min-h-7 cursor-pointer px-2 py-1 ${index === chosen ? "bg-accent-soft text-accent" : ""}`}
          >
            {person.name}
          </div>
        ))}
      </div>
      {state.error !== null && <ErrorNote error={state.error} />}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" look="primary" busy={state.busy} disabled={!text.trim()} onClick={() => void send()}>
          {action}
        </Button>
        {onCancel && (
          <Button size="sm" onClick={onCancel}>
            {t("Cancel")}
          </Button>
        )}
      </div>
    </div>
  );
}
