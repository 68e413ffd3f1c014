import { useQuery } from "@tanstack/react-query";
import { promotionQuery } from "@/api/flows";
import type { EnvironmentName } from "@/api/types";
import { t } from "@/i18n";
import { FindingLines } from "@/ui/finding-lines";
import { ErrorNote, Note } from "@/ui/notice";

/** What a version needs there and does not find: said before anything moves. */
export function Lacks({ flow, environment, to }: { flow: string; environment: EnvironmentName; to: number }) {
  const promotion = useQuery(promotionQuery(flow, environment, to));
  if (promotion.isPending) return <p role="status" className="text-muted">{t("Looking at what version {version} needs…", { version: to })}</p>;
  if (promotion.isError) return <ErrorNote error={promotion.error} retry={() => void promotion.refetch()} />;
  const { findings, failed_tests, allowed } = promotion.data;
  const warnings = findings.filter((finding) => finding.severity !== "error");
  if (allowed) {
    return (
      <Note tone="ok">
        <p>{t("Version {version} has everything it needs here.", { version: to })}</p>
        {warnings.length > 0 && (
          <details className="mt-1">
            <summary className="min-h-6 cursor-pointer">{t("{count, plural, one {# warning} other {# warnings}}", { count: warnings.length })}</summary>
            <ul className="list-disc pl-5">
              <FindingLines findings={warnings} />
            </ul>
          </details>
        )}
      </Note>
    );
  }
  return (
    <Note tone="danger">
      <p>{t("Version {version} cannot run here as it is:", { version: to })}</p>
      <ul className="mt-1 list-disc pl-5">
        <FindingLines findings={findings.filter((finding) => finding.severity === "error")} />
        {failed_tests.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Note>
  );
}
