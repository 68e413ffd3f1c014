import { isInReadersWords } from "@/api/finding-words";
import type { Finding } from "@/flow/types";
import { known } from "@/i18n";
import { upper } from "@/lib/upper";

type Told = Pick<Finding, "code" | "cause" | "cause_words" | "mend">;

/** What a check has to say. Where that is only known in English, its code says first, in the reader's language, what it is about. */
export function FindingText({ finding }: { finding: Told }) {
  const title = isInReadersWords(finding) ? "" : known(finding.code, "");
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
