import { Link } from "@tanstack/react-router";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { t } from "@/i18n";
import { auditPage } from "@/api/admin";
import type { AuditEntry } from "@/api/types";
import { download } from "@/lib/download";
import { fullTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { Table } from "@/ui/table";
import { AuditChange } from "./AuditChange";
import { auditCsv } from "./audit-csv";
import { type AuditFilter, isFiltered, isWanted } from "./audit-filter";
import { AuditFilters } from "./AuditFilters";
import { actionWords, shortObject } from "./audit-words";

/** Who changed what, when. */
export function AuditLog({ filter, onFilter }: { filter: AuditFilter; onFilter: (filter: AuditFilter) => void }) {
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
  const shown = entries.filter((entry) => isWanted(entry, filter));
  const save = () => download(`audit-${new Date().toISOString().slice(0, 10)}.csv`, auditCsv(shown), "text/csv");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <AuditFilters entries={entries} filter={filter} onFilter={onFilter} />
        <Button disabled={shown.length === 0} onClick={save}>
          <Download size={16} aria-hidden /> {t("Export as CSV")}
        </Button>
      </div>
      {/* The server cannot look for them, so it is said how far back this goes. */}
      <p role="status" className="text-muted empty:hidden">
        {isFiltered(filter) && (pages.hasNextPage ? t("{shown} of the newest {count} entries are like that. Older ones are looked through when they are loaded.", { shown: shown.length, count: entries.length }) : t("{shown} of {count} entries are like that.", { shown: shown.length, count: entries.length }))}
      </p>
      {shown.length > 0 && (
        <Table label={t("Audit log")} head={[t("When"), t("Who"), t("What"), t("Object")]}>
          {shown.map((entry) => (
            <Row key={entry.seq} entry={entry} />
          ))}
        </Table>
      )}
      {pages.hasNextPage && (
        <Button className="self-start" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("Older entries")}
        </Button>
      )}
    </div>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  return (
    <tr className="align-top">
      <td className="whitespace-nowrap">{fullTime(entry.at)}</td>
      <td>{entry.actor_name}</td>
      <td>
        {actionWords(entry.action)} <code className="font-mono text-xs text-muted">{entry.action}</code>
        <AuditChange data={entry.data} />
      </td>
      <td className="max-w-md font-mono text-xs break-all" title={entry.object_id}>
        <Thing kind={entry.object_kind} id={entry.object_id} />
      </td>
    </tr>
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
