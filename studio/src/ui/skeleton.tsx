import { t } from "@/i18n";
import { cx } from "@/lib/cx";

const WIDTHS = ["w-2/5", "w-3/5", "w-1/2", "w-2/3"];

/** The shape of what is coming, where it will stand: a panel that is empty for a moment looks broken. */
export function Skeleton({ what, rows = 4, className = "" }: { what: string; rows?: number; className?: string }) {
  return (
    <div role="status" className={cx("flex flex-col gap-4 p-4", className)}>
      <span className="sr-only">{t("Loading {what}…", { what })}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} aria-hidden className={cx("h-4 max-w-md animate-pulse rounded-control bg-sunken", WIDTHS[row % WIDTHS.length])} />
      ))}
    </div>
  );
}
