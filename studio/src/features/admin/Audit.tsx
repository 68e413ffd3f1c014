import { Link } from "@tanstack/react-router";
import { useInfiniteQuery } from "@tanstack/react-query";
import { t } from "@/i18n";
import { auditPage } from "@/api/admin";
import { fullTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { Table } from "@/ui/table";
import { actionWords, shortObject } from "./audit-words";

/** Who changed what, when. */
export function Audit() {
  const pages = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => auditPage(pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (pages.isPending) return <Loading what={t("the audit log")} />;
  if (pages.isError) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />;
  const entries = pages.data.pages.flatMap((page) => page.data);
  if (entries.length === 0) return <p className="text-muted">{t("Nothing has been changed yet. Every change by a person is written down here.")}</p>;
  return (
    <div className="flex flex-col gap-3">
      <Table label={t("Audit log")} head={[t("When"), t("Who"), t("What"), t("Object")]}>
        {entries.map((entry) => (
          <tr key={entry.seq}>
            <td className="whitespace-nowrap">{fullTime(entry.at)}</td>
            <td>{entry.actor_name}</td>
            <td>
              {actionWords(entry.action)} <code className="font-mono text-xs text-muted">{entry.action}</code>
            </td>
            <td className="max-w-md font-mono text-xs break-all" title={entry.object_id}>
              <Thing kind={entry.object_kind} id={entry.object_id} />
            </td>
          </tr>
        ))}
      </Table>
      {pages.hasNextPage && (
        <Button className="self-start" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("Older entries")}
        </Button>
      )}
    </div>
  );
}

/** Leads to it where it has a page. */
function Thing({ kind, id }: { kind: string; id: string }) {
  const link = "text-accent hover:underline";
  if (kind === "flow") return <Link to="/flows/$flow/versions" params={{ flow: id }} className={link}>{id}</Link>;
  if (kind === "ticket") return <Link to="/desk/$ticket" params={{ ticket: id }} className={link}>{shortObject(id)}</Link>;
  if (kind === "run") return <Link to="/flows/$flow/runs/$run" params={{ flow: "-", run: id }} className={link}>{shortObject(id)}</Link>;
  return <>{shortObject(id)}</>;
}
