import { wordDiff } from "@/flow/word-diff";
import { t } from "@/i18n";

interface SideProps {
  name: string;
  label: string;
  side: "first" | "second";
  mine: unknown;
  theirs: unknown;
  checked: boolean;
  onChoose: () => void;
}

/** One side's value; the words that the other does not have are marked, by a line under them too. */
export function ConflictSide({ name, label, side, mine, theirs, checked, onChoose }: SideProps) {
  const value = side === "first" ? mine : theirs;
  const pieces = wordDiff(show(mine), show(theirs)).flatMap((part) => {
    if ("same" in part) return [{ text: part.same, isOwn: false }];
    const own = side === "first" ? "removed" in part && part.removed : "added" in part && part.added;
    return own ? [{ text: own, isOwn: true }] : [];
  });
  return (
    <label className="flex min-w-0 flex-col gap-1">
      <span className="flex min-h-7 items-center gap-2">
        <input type="radio" name={name} checked={checked} onChange={onChoose} /> {label}
      </span>
      <span className="max-h-48 overflow-auto rounded-control bg-sunken p-2 font-mono text-xs whitespace-pre-wrap break-words">
        {value === undefined ? <em>{t("removed")}</em> : pieces.map((piece, index) => (!piece.isOwn ? <span key={index}>{piece.text}</span> : <mark key={index} className={`text-text underline ${side === "first" ? "bg-accent-soft" : "bg-warn-soft"}`}>{piece.text}</mark>))}
      </span>
    </label>
  );
}

const show = (value: unknown): string => (value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 2));
