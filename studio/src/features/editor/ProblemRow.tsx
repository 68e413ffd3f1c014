import { CircleAlert, TriangleAlert } from "lucide-react";
import { useEditorState, useTools } from "@/editor/context";
import { findingKey } from "@/editor/findings";
import { mend } from "@/editor/mend";
import { showFinding } from "@/editor/reach";
import type { Finding } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { upper } from "@/lib/upper";
import { Button } from "@/ui/button";
import { CodeLink } from "@/ui/code-link";
import { FindingText } from "@/ui/finding-text";

/** A finding: it leads to the field it names, and is mended where that can be done for one. */
export function ProblemRow({ finding }: { finding: Finding }) {
  const tools = useTools();
  const readOnly = useEditorState((state) => state.readOnly);
  const isLast = useEditorState((state) => state.problem === findingKey(finding));
  const isError = finding.severity === "error";
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <li className="flex items-start gap-x-2 pl-4 max-md:flex-wrap">
      <button
        type="button"
        data-finding={finding.code}
        aria-current={isLast || undefined}
        onClick={() => showFinding(tools, finding)}
        className={cx("flex min-w-0 flex-1 items-start gap-3 rounded-control px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-2", isLast && "bg-accent-soft")}
      >
        <Icon size={16} aria-hidden className={cx("mt-0.5 shrink-0", isError ? "text-danger" : "text-warn")} />
        <span className="min-w-0 flex-1 break-words">
          <span className="sr-only">{isError ? t("Error:") : t("Warning:")} </span>
          <FindingText finding={finding} />
        </span>
      </button>
      <CodeLink code={finding.code} className="mt-2.5 mr-2 shrink-0" />
      {finding.fix && !readOnly && (
        // On a phone it would leave no width for the text.
        <span className="mt-1.5 mr-2 shrink-0 max-md:mt-0 max-md:mr-0 max-md:mb-2 max-md:basis-full max-md:pl-10">
          <Button size="sm" onClick={() => mend(tools, finding)}>
            {upper(finding.fix.title)}
          </Button>
        </span>
      )}
    </li>
  );
}
