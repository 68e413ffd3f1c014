import { Equal, GitFork, TriangleAlert } from "lucide-react";
import type { NodeComparison, NodeOutcome } from "@/api/runs";
import { differences } from "@/flow/differences";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { duration } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { JsonTree } from "@/ui/json";

const OUTCOMES: Record<NodeOutcome["status"], string> = { started: t("not finished"), completed: t("done"), failed: t("failed"), skipped: t("skipped") };

interface NodeProps {
  node: NodeComparison;
  /** From here on the runs differ. */
  isFirst: boolean;
  /** The run that has it from the other one, and did not do it again. */
  takenOver: "a" | "b" | null;
  open: boolean;
}

/** What one node came to in both runs; where they differ, field by field. */
export function NodeSideBySide({ node, isFirst, takenOver, open }: NodeProps) {
  const words = (side: "a" | "b") => (takenOver === side ? t("taken over") : said(node[side]));
  return (
    <details open={open} data-compared={node.node} data-differs={node.differs} className={cx("rounded-card border bg-surface px-3 py-1", isFirst ? "border-warn ring-1 ring-warn" : "border-line")}>
      <summary className="flex min-h-8 cursor-pointer flex-wrap items-center gap-2">
        {node.differs ? <TriangleAlert size={15} aria-hidden className="text-warn" /> : <Equal size={15} aria-hidden className="text-muted" />}
        <code className="font-mono text-xs font-semibold">{node.node}</code>
        <span className="text-muted">{t("A: {outcome}", { outcome: words("a") })}</span>
        <span className="text-muted">{t("B: {outcome}", { outcome: words("b") })}</span>
        {isFirst && (
          <Badge tone="warn">
            <GitFork size={12} aria-hidden /> {t("from here on they differ")}
          </Badge>
        )}
        <span className="sr-only">{node.differs ? t("differs") : t("the same")}</span>
      </summary>
      <Outputs node={node} />
    </details>
  );
}

function said(outcome: NodeOutcome | null): string {
  if (!outcome) return t("not reached");
  return outcome.duration_ms === null || outcome.status === "skipped" ? OUTCOMES[outcome.status] : t("{outcome} in {time}", { outcome: OUTCOMES[outcome.status], time: duration(outcome.duration_ms) });
}

function Outputs({ node }: { node: NodeComparison }) {
  const [a, b] = [node.a?.output, node.b?.output];
  const found = node.a && node.b ? differences(a, b) : [];
  return (
    <div className="flex flex-col gap-2 py-2">
      {found.length > 0 && (
        <dl aria-label={t("What differs")} className="grid gap-x-3 gap-y-1 sm:grid-cols-[minmax(6rem,auto)_1fr_1fr]">
          {found.map((one) => (
            <div key={one.path} className="contents">
              <dt className="font-mono text-xs text-muted">{one.path || t("the whole")}</dt>
              <dd className="min-w-0 rounded-control bg-danger-soft px-1">
                <span className="sr-only">{t("A:")} </span>
                <JsonTree value={one.a} open={false} />
              </dd>
              <dd className="min-w-0 rounded-control bg-ok-soft px-1">
                <span className="sr-only">{t("B:")} </span>
                <JsonTree value={one.b} open={false} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        {[
          { word: t("Answer in A"), outcome: node.a },
          { word: t("Answer in B"), outcome: node.b },
        ].map(({ word, outcome }) => (
          <div key={word} className="min-w-0">
            <p className="text-xs text-muted">{word}</p>
            {outcome ? <JsonTree value={outcome.output} open={found.length === 0} /> : <p>{t("not reached")}</p>}
          </div>
        ))}
      </div>
    </div>
  );
}
