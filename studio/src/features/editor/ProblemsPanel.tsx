import { CircleCheck } from "lucide-react";
import { useEditorState } from "@/editor/context";
import { findingGroups, findingKey } from "@/editor/findings";
import { findNode } from "@/flow/document";
import { titleOf } from "@/flow/describe";
import { t } from "@/i18n";
import { KindTile } from "@/nodes/KindTile";
import { Badge } from "@/ui/badge";
import { DescribedNote } from "./DescribedNote";
import { ProblemRow } from "./ProblemRow";

/** Every finding: those of the flow itself first, then by node in the order of the steps. Above them, what a model said that drew the flow. */
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
  const flow = useEditorState((state) => state.doc.flow);
  const kinds = useEditorState((state) => state.kinds);
  const findings = useEditorState((state) => state.findings);
  const checked = useEditorState((state) => state.checked);
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-muted">
        <CircleCheck size={16} aria-hidden className="text-ok" />
        {checked === "done" ? t("No problems. This flow can be published.") : checked === "failed" ? t("The checks could not be asked; they are tried again.") : t("Checking…")}
      </p>
    );
  }
  return (
    <ul aria-label={t("Problems")} className="p-1">
      {findingGroups(flow, findings).map(({ node: id, findings: some }) => {
        const node = id === null ? undefined : findNode(flow, id);
        const title = id === null ? t("The flow itself") : node ? titleOf(node, kinds.get(node.kind)) : id;
        return (
          <li key={id} data-problems-of={id ?? ""} className="mb-2">
            <h3 className="flex items-center gap-2 px-3 py-1 font-medium">
              {node && <KindTile kind={kinds.get(node.kind)} />}
              <span className="min-w-0 truncate">{title}</span>
              {node && title !== id && <code className="font-mono text-xs font-normal text-muted">{id}</code>}
              <Badge tone={some.some((finding) => finding.severity === "error") ? "danger" : "warn"}>
                <span aria-hidden>{some.length}</span>
                <span className="sr-only">{t("{count, plural, one {# problem} other {# problems}}", { count: some.length })}</span>
              </Badge>
            </h3>
            <ul aria-label={title}>
              {some.map((finding, index) => (
                <ProblemRow key={`${findingKey(finding)}${index}`} finding={finding} />
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
