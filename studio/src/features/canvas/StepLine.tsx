import type { Step } from "@/editor/runs/fold-events";
import { cx } from "@/lib/cx";

/** The third line of a card: what it is set to, or what its step says, or why that failed. */
export function StepLine({ step, line, isNarrow }: { step: Step | undefined; line: string; isNarrow: boolean }) {
  const look = cx("truncate text-muted", isNarrow && "pr-14");
  if (step?.status === "failed" && step.error) return <span className={cx(look, "text-danger!")}>{step.error.message}</span>;
  if (!step?.note || step.firstTokenAt === null) return <span className={look}>{step?.note || line}</span>;
  // Of words that are being written the newest count: what is too long is cut at its beginning. Inside, they are read as they always are.
  return (
    <span data-words className={cx(look, "text-left [direction:rtl]")}>
      <bdi>{step.note}</bdi>
    </span>
  );
}
