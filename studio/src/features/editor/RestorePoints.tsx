import { useEffect } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRestorePoint, restorePointsQuery } from "@/api/restore-points";
import { useEditor, useEditorState } from "@/editor/context";
import { loadPoints, POINTS_KEPT, restorePoint, usePoints } from "@/editor/restore-points";
import { t } from "@/i18n";
import { ago, clock, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { allPoints, type PointRow } from "./all-points";

/** States from before something that changed much at once: everybody's, and what this browser could not hand over yet. */
export function RestorePoints({ scope }: { scope: string }) {
  const editor = useEditor();
  const client = useQueryClient();
  const flow = useEditorState((state) => state.name);
  const branch = useEditorState((state) => state.branch);
  const here = usePoints(scope);
  const kept = useQuery(restorePointsQuery(flow, branch));
  useEffect(() => void loadPoints(scope), [scope]);
  const handed = here.find((point) => point.handed === "kept")?.id;
  // What was just handed over is in the server's list now.
  useEffect(() => {
    if (handed !== undefined) void client.invalidateQueries({ queryKey: restorePointsQuery(flow, branch).queryKey });
  }, [client, handed, flow, branch]);
  const restore = useMutation({
    mutationFn: async (row: PointRow) => ({ label: row.label, doc: row.doc ?? (await getRestorePoint(flow, branch, row.key)) }),
    onSuccess: (point) => restorePoint(editor, point),
  });
  const rows = allPoints(kept.data ?? null, here);
  return (
    <section aria-labelledby="restore-points" className="border-t border-line">
      <h2 id="restore-points" className="px-4 pt-3 font-semibold">
        {t("Restore points")}
      </h2>
      <p className="px-4 pb-2 text-muted">
        {rows.length === 0
          ? t("Before an import, tidying up, a merge, a restore or deleting five nodes and more, the flow as it was is kept here.")
          : t("Kept for all who edit this flow, the last {count}. Restoring is one step that you can undo.", { count: POINTS_KEPT })}
      </p>
      {kept.isError && <ErrorNote error={kept.error} retry={() => void kept.refetch()} className="mx-4 mb-2" />}
      {restore.isError && <ErrorNote error={restore.error} className="mx-4 mb-2" />}
      {rows.length > 0 && (
        <ol aria-label={t("Restore points")} className="divide-y divide-line">
          {rows.map((row) => (
            <Row key={row.key} row={row} busy={restore.isPending && restore.variables.key === row.key} onRestore={() => restore.mutate(row)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Row({ row, busy, onRestore }: { row: PointRow; busy: boolean; onRestore: () => void }) {
  const at = new Date(row.at).toISOString();
  const name = t("Before {what}, {time}", { what: row.label, time: clock(row.at) });
  return (
    <li data-restore-point={row.onlyHere ? "here" : "kept"} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
      <span className="min-w-40 flex-1 break-words">{name}</span>
      {row.onlyHere && <Badge>{t("only in this browser so far")}</Badge>}
      <span className="text-muted">{row.author ?? t("you")}</span>
      <span className="text-muted">{t("{count, plural, one {# node} other {# nodes}}", { count: row.nodes })}</span>
      <time className="text-muted" dateTime={at} title={fullTime(at)}>
        {ago(at)}
      </time>
      <Button size="sm" busy={busy} aria-label={t("Restore: {what}", { what: name })} onClick={onRestore}>
        {t("Restore")}
      </Button>
    </li>
  );
}
