import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { FindingText } from "@/ui/finding-text";
import { t } from "@/i18n";
import { showFinding } from "@/editor/commands/go";
import { useEditorState, useTools } from "@/editor/context";
import { mend } from "@/editor/mend";
import { upper } from "@/lib/upper";
import { Button } from "@/ui/button";
import { DescribedNote } from "./DescribedNote";

/** Every finding, by node: a click leads to the field it names. Above it, what a model said that drew the flow. */
export function ProblemsPanel() {
  const name = useEditorState((state) => state.name);
  return (
    <>
      <DescribedNote flow={name} />
      <Findings />
    </>
  );
}

function Findings() {
  const tools = useTools();
  const findings = useEditorState((state) => state.findings);
  const checked = useEditorState((state) => state.checked);
  const readOnly = useEditorState((state) => state.readOnly);
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-muted">
        <CircleCheck size={16} aria-hidden className="text-ok" />
        {checked === "done" ? t("No problems. This flow can be published.") : checked === "failed" ? t("The checks could not be asked; they are tried again.") : t("Checking…")}
      </p>
    );
  }
  const sorted = findings.toSorted((a, b) => a.severity.localeCompare(b.severity) || (a.node ?? "").localeCompare(b.node ?? ""));
  return (
    <ul aria-label={t("Problems")} className="p-1">
      {sorted.map((finding, index) => {
        const Icon = finding.severity === "error" ? CircleAlert : TriangleAlert;
        return (
          <li key={index} className="flex items-start gap-2">
            <button type="button" data-finding={finding.code} onClick={() => showFinding(tools, finding.node, finding.field)} className="flex min-w-0 flex-1 items-start gap-3 rounded-control px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-2">
              <Icon size={16} aria-hidden className={finding.severity === "error" ? "mt-0.5 shrink-0 text-danger" : "mt-0.5 shrink-0 text-warn"} />
              <span className="min-w-0 flex-1 break-words">
                <span className="sr-only">{finding.severity === "error" ? t("Error:") : t("Warning:")} </span>
                {finding.node && <code className="mr-2 font-mono text-xs">{finding.node}</code>}
                <FindingText finding={finding} />
              </span>
              <span className="text-xs text-muted">{finding.code}</span>
            </button>
            {finding.fix && !readOnly && (
              <Button size="sm" className="mt-1.5 mr-2 shrink-0" onClick={() => mend(tools, finding)}>
                {upper(finding.fix.title)}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
