import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { changesQuery } from "@/api/flows";
import { entries, summary } from "@/flow/changes";
import { t } from "@/i18n";
import { ErrorNote } from "@/ui/notice";

/** What lies between two states, in a few words, with the way to see it drawn. */
export function ChangeSummary({ flow, base, head }: { flow: string; base: string; head: string }) {
  const changes = useQuery(changesQuery(flow, base, head));
  if (changes.isPending) return <p role="status" className="text-muted">{t("Comparing…")}</p>;
  if (changes.isError) return <ErrorNote error={changes.error} retry={() => void changes.refetch()} />;
  const said = summary(entries(changes.data.diff));
  if (said.length === 0) return <p className="text-muted">{t("Nothing changes that means anything.")}</p>;
  return (
    <div>
      <ul className="list-disc pl-5">
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Link to="/flows/$flow/versions" params={{ flow }} search={{ base, head }} className="inline-flex min-h-6 items-center text-accent underline underline-offset-2">
        {t("See it on the canvas")}
      </Link>
    </div>
  );
}
