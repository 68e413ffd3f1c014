import { FindingText } from "./finding-text";

interface Told {
  code: string;
  node?: string | null;
  field?: string | null;
  cause: string;
  mend: string;
}

/** What the checks say, a line each, for a list: where it is, what is wrong, how to mend it. */
export function FindingLines({ findings }: { findings: Told[] }) {
  return findings.map((finding) => (
    <li key={`${finding.code}${finding.node ?? ""}${finding.field ?? ""}`}>
      {finding.node && <code className="font-mono">{finding.node}</code>} <FindingText finding={finding} />
    </li>
  ));
}
