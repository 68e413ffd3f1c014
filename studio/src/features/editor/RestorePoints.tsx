import { useEffect } from "react";
import { useEditor } from "@/editor/context";
import { loadPoints, POINTS_KEPT, type RestorePoint, restorePoint, usePoints } from "@/editor/restore-points";
import { t } from "@/i18n";
import { ago, clock, fullTime } from "@/lib/time";
import { Button } from "@/ui/button";

/** States from before something that changed much at once, kept in this browser. */
export function RestorePoints({ scope }: { scope: string }) {
  const editor = useEditor();
  const points = usePoints(scope);
  useEffect(() => void loadPoints(scope), [scope]);
  return (
    <section aria-labelledby="restore-points" className="border-t border-line">
      <h2 id="restore-points" className="px-4 pt-3 font-semibold">
        {t("Restore points")}
      </h2>
      <p className="px-4 pb-2 text-muted">
        {points.length === 0
          ? t("Before an import, tidying up, a merge, a restore or deleting five nodes and more, the flow as it was is kept here, in this browser.")
          : t("Kept in this browser, the last {count}. Restoring is one step that you can undo.", { count: POINTS_KEPT })}
      </p>
      {points.length > 0 && (
        <ol aria-label={t("Restore points")} className="divide-y divide-line">
          {points.map((point) => (
            <Row key={point.id} point={point} onRestore={() => restorePoint(editor, point)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Row({ point, onRestore }: { point: RestorePoint; onRestore: () => void }) {
  const at = new Date(point.at).toISOString();
  const name = t("Before {what}, {time}", { what: point.label, time: clock(point.at) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
      <span className="min-w-40 flex-1 break-words">{name}</span>
      <span className="text-muted">{t("{count, plural, one {# node} other {# nodes}}", { count: point.doc.flow.nodes.length })}</span>
      <time className="text-muted" dateTime={at} title={fullTime(at)}>
        {ago(at)}
      </time>
      <Button size="sm" aria-label={t("Restore: {what}", { what: name })} onClick={onRestore}>
        {t("Restore")}
      </Button>
    </li>
  );
}
