import { CircleAlert, TriangleAlert } from "lucide-react";
import { isInReadersWords } from "@/api/finding-words";
import { useEditorState, useTools } from "@/editor/context";
import { mend } from "@/editor/mend";
import type { Finding } from "@/flow/types";
import { cx } from "@/lib/cx";
import { upper } from "@/lib/upper";
import { Button } from "@/ui/button";
import { CodeLink } from "@/ui/code-link";

/** What is wrong, and how to mend it: by hand, or with the button when it is clear. */
export function FindingNote({ finding }: { finding: Finding }) {
  const tools = useTools();
  const readOnly = useEditorState((state) => state.readOnly);
  const isError = finding.severity === "error";
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <div data-finding={finding.code} className={cx("flex gap-2 rounded-control border px-2.5 py-1.5 text-node", isError ? "border-danger bg-danger-soft" : "border-warn bg-warn-soft")}>
      <Icon size={15} aria-hidden className={cx("mt-0.5 shrink-0", isError ? "text-danger" : "text-warn")} />
      <div className="min-w-0 break-words">
        <p>
          <span lang={isInReadersWords(finding) ? undefined : "en"}>
            <span className="font-medium">{upper(finding.cause)}.</span> {upper(finding.mend)}.
          </span>{" "}
          <CodeLink code={finding.code} />
        </p>
        {finding.fix && !readOnly && (
          <Button size="sm" className="mt-1.5" onClick={() => mend(tools, finding)}>
            {upper(finding.fix.title)}
          </Button>
        )}
      </div>
    </div>
  );
}
