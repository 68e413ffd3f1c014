import type { Finding } from "@/flow/types";
import { FindingText } from "./finding-text";

type Told = Pick<Finding, "code" | "cause" | "cause_words" | "mend"> & { node?: string | null; field?: string | null };

/** What the checks say, a line each, for a list: where it is, what is wrong, how to mend it. */
export function FindingLines({ findings }: { findings: Told[] }) {
  return findings.map((finding) => (
    <li key={`${finding.code}${finding.node ?? ""}${finding.field ?? ""}`}>
      {finding.node && <code className="font-mono">{finding.node}</code>} <FindingText finding={finding} />
    </li>
  ));
}
