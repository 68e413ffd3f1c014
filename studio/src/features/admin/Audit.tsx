import { useInfiniteQuery } from "@tanstack/react-query";
import { t } from "@/i18n";
import { auditPage } from "@/api/admin";
import { fullTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { Table } from "@/ui/table";

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
            <td className="font-mono text-xs">{entry.action}</td>
            <td className="max-w-md font-mono text-xs break-all">{`${entry.object_kind} ${entry.object_id}`}</td>
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
