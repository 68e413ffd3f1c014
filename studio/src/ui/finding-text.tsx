import { known, locale } from "@/i18n";
import { upper } from "@/lib/upper";

interface Told {
  code: string;
  cause: string;
  mend: string;
}

/** What a check has to say. The checks speak English; to readers of other languages its code says first what it is about. */
export function FindingText({ finding }: { finding: Told }) {
  const title = locale() === "en" ? "" : known(finding.code, "");
  if (!title) {
    return (
      <>
        <span className="font-medium">{upper(finding.cause)}.</span> <span className="text-muted">{upper(finding.mend)}.</span>
      </>
    );
  }
  return (
    <>
      <span className="font-medium">{title}.</span>{" "}
      <span lang="en">
        {upper(finding.cause)}. <span className="text-muted">{upper(finding.mend)}.</span>
      </span>
    </>
  );
}
