import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Finding } from "@/flow/types";
import { cx } from "@/lib/cx";

/** What is wrong, and how to mend it. */
export function FindingNote({ finding }: { finding: Finding }) {
  const isError = finding.severity === "error";
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <div data-finding={finding.code} className={cx("flex gap-2 rounded-control border px-2.5 py-1.5 text-node", isError ? "border-danger bg-danger-soft" : "border-warn bg-warn-soft")}>
      <Icon size={15} aria-hidden className={cx("mt-0.5 shrink-0", isError ? "text-danger" : "text-warn")} />
      <p className="min-w-0 break-words">
        <span className="font-medium">{finding.cause}</span> {finding.mend} <span className="text-xs text-muted">{finding.code}</span>
      </p>
    </div>
  );
}
