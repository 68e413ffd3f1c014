import { Check } from "lucide-react";
import { cx } from "@/lib/cx";

/** The number of a step, or that it is done. */
export function Tick({ done, number }: { done: boolean; number: number }) {
  return (
    <span aria-hidden className={cx("flex size-6 shrink-0 items-center justify-center rounded-full border text-xs", done ? "border-ok bg-ok-soft text-ok" : "border-line-strong text-muted")}>
      {done ? <Check size={14} /> : number}
    </span>
  );
}
