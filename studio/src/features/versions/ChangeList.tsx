import { type RefObject, useEffect, useRef } from "react";
import { t } from "@/i18n";
import { type Entry, type Group, settingName } from "@/flow/changes";
import type { Kinds } from "@/flow/connect";
import { cx } from "@/lib/cx";
import { KindTile } from "@/nodes/KindTile";
import { DiffMark } from "@/ui/diff-mark";
import { ChangeFields } from "./ChangeFields";

const groups = (): [Group, string][] => [
  ["nodes", t("Nodes")],
  ["edges", t("Connections")],
  ["channels", t("Channels")],
  ["tests", t("Tests")],
  ["flow", t("Settings of the flow")],
];

interface ListProps {
  entries: Entry[];
  kinds: Kinds;
  at: string | null;
  onChoose: (entry: Entry) => void;
  /** Without a canvas beside it, what changed opens under its row. */
  inline: boolean;
}

/** Everything that changed, by what it is. */
export function ChangeList({ entries, kinds, at, onChoose, inline }: ListProps) {
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    current.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className="flex flex-col gap-4 p-3">
      {groups().map(([group, title]) => {
        const list = entries.filter((entry) => entry.group === group);
        if (list.length === 0) return null;
        return (
          <section key={group} aria-label={title}>
            <h2 className="mb-1 px-1 text-xs font-medium text-muted">
              {title} · {list.length}
            </h2>
            <ul className="flex flex-col gap-1">
              {list.map((entry) => (
                <li key={entry.key}>
                  <Row entry={entry} kinds={kinds} isCurrent={entry.key === at} refs={current} onChoose={() => onChoose(entry)} expands={inline} />
                  {inline && entry.key === at && (
                    <div className="mt-1 mb-2 rounded-card border border-line bg-surface p-3">
                      <ChangeFields entry={entry} kind={kinds.get(entry.kind ?? "")} />
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface RowProps {
  entry: Entry;
  kinds: Kinds;
  isCurrent: boolean;
  refs: RefObject<HTMLButtonElement | null>;
  onChoose: () => void;
  expands: boolean;
}

function Row({ entry, kinds, isCurrent, refs, onChoose, expands }: RowProps) {
  return (
    <button
      ref={isCurrent ? refs : undefined}
      type="button"
      data-diff={entry.mark}
      aria-current={!expands && isCurrent ? true : undefined}
      aria-expanded={expands ? isCurrent : undefined}
      onClick={onChoose}
      className={cx("flex min-h-10 w-full items-center gap-2 rounded-control border px-2 py-1 text-left -outline-offset-2 hover:bg-sunken", isCurrent ? "border-accent bg-accent-soft" : "border-transparent")}
    >
      {entry.group === "nodes" && <KindTile kind={kinds.get(entry.kind ?? "")} />}
      <span className="min-w-0 flex-1 break-words">
        <span className={entry.group === "flow" ? "" : "font-mono text-node"}>{entry.group === "flow" ? settingName(entry.name) : entry.name}</span>
        {entry.was !== undefined && <span className="block text-xs text-muted">{t("was {name}", { name: entry.was })}</span>}
      </span>
      <DiffMark mark={entry.mark} count={entry.fields.length} />
    </button>
  );
}
