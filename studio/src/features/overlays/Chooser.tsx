import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useTyped } from "@/editor/awaited";
import { Dialog } from "@/ui/dialog";
import { cx } from "@/lib/cx";

export interface Choice {
  id: string;
  label: ReactNode;
  /** Neighbours of one group stand under its name. */
  group?: string;
  /** Said why it cannot be chosen. */
  refused?: string;
  onChoose: () => void;
}

interface ChooserProps {
  title: string;
  placeholder: string;
  choices: (search: string) => Choice[];
  empty: string;
  onClose: () => void;
}

/** Type to filter, arrows to move, Enter to choose. */
export function Chooser({ title, placeholder, choices, empty, onClose }: ChooserProps) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  useTyped(setSearch);
  const listId = useId();
  const list = choices(search);
  const current = Math.min(at, list.length - 1);
  const choose = (choice: Choice | undefined) => {
    if (!choice || choice.refused) return;
    onClose();
    choice.onChoose();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = Math.max(0, Math.min(current + (event.key === "ArrowDown" ? 1 : -1), list.length - 1));
      setAt(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(list[current]);
    }
  };
  return (
    <Dialog title={title} shape="top" hideTitle onClose={onClose}>
      <input
        role="combobox"
        aria-label={title}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={list[current] ? `${listId}-${current}` : undefined}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type here
        autoFocus
        value={search}
        placeholder={placeholder}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        className="sticky top-0 z-10 h-12 w-full border-b border-line bg-surface px-4 focus-visible:border-accent focus-visible:shadow-[inset_0_-1px_0_var(--accent)] focus-visible:outline-hidden"
      />
      {list.length === 0 && <p className="p-4 text-muted">{empty}</p>}
      <div id={listId} role="listbox" aria-label={title} className="p-1 empty:hidden">
        {grouped(list).map(({ name, from, choices: some }) => (
          <Group key={`${name}${from}`} name={name}>
            {some.map((choice, offset) => (
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are on the input, which keeps the focus
              <div
                key={choice.id}
                id={`${listId}-${from + offset}`}
                role="option"
                aria-selected={from + offset === current}
                aria-disabled={choice.refused ? true : undefined}
                onClick={() => choose(choice)}
                className={cx("rounded-control px-3 py-2", from + offset === current && "bg-accent-soft", choice.refused ? "text-muted" : "cursor-pointer hover:bg-sunken")}
              >
                {choice.label}
                {choice.refused && <span className="block text-xs">{choice.refused}</span>}
              </div>
            ))}
          </Group>
        ))}
      </div>
    </Dialog>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  if (!name) return children;
  return (
    <div role="group" aria-label={name}>
      <div aria-hidden className="px-3 pt-2 pb-1 text-xs font-semibold text-muted">
        {name}
      </div>
      {children}
    </div>
  );
}

/** Each run of neighbours with one name, and where in the list it begins. */
function grouped(list: Choice[]): { name: string; from: number; choices: Choice[] }[] {
  const groups: { name: string; from: number; choices: Choice[] }[] = [];
  list.forEach((choice, index) => {
    const name = choice.group ?? "";
    const last = groups.at(-1);
    if (last?.name === name) last.choices.push(choice);
    else groups.push({ name, from: index, choices: [choice] });
  });
  return groups;
}
