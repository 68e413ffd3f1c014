import { cx } from "@/lib/cx";

/** A person's, by the letter that their name begins with. The name itself stands beside it. */
export function Face({ name, className }: { name: string; className?: string }) {
  return (
    <span aria-hidden className={cx("inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-wait-soft text-xs font-semibold text-wait", className)}>
      {name.trim().slice(0, 1).toUpperCase()}
    </span>
  );
}
