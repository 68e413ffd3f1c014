// What became of something in a comparison: a sign, a colour and a word, never colour alone.
import { t } from "@/i18n";
import { cx } from "@/lib/cx";

type Mark = "added" | "removed" | "changed" | "renamed";

const LOOK: Record<Mark, { sign: string; chip: string }> = {
  added: { sign: "+", chip: "bg-ok-soft text-ok" },
  removed: { sign: "−", chip: "bg-danger-soft text-danger" },
  changed: { sign: "~", chip: "bg-warn-soft text-warn" },
  renamed: { sign: "→", chip: "bg-info-soft text-info" },
};

/** The word for it, for names that screen readers say. */
export function markWord(mark: Mark, count = 0): string {
  if (mark === "added") return t("added");
  if (mark === "removed") return t("removed");
  if (mark === "renamed") return t("renamed");
  return count > 0 ? t("{count, plural, one {# change} other {# changes}}", { count }) : t("changed");
}

export function DiffMark({ mark, count, className }: { mark: Mark; count?: number; className?: string }) {
  const look = LOOK[mark];
  return (
    <span className={cx("inline-flex items-center gap-1 rounded-full px-1.5 text-xs leading-5 font-medium whitespace-nowrap", look.chip, className)}>
      <span aria-hidden className="font-bold">
        {look.sign}
      </span>
      {markWord(mark, count)}
    </span>
  );
}
