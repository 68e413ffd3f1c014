import { type ReactNode, useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { versionsQuery } from "@/api/flows";
import { migrateRun, migrationQuery, type Migration } from "@/api/runs";
import type { Run } from "@/api/types";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Select } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { versionLabel } from "./choices";

/** A run that has not ended goes on in another version, once it was seen what that comes to. */
export default function MigrateDialog({ run, onMoved, onClose }: { run: Run; onMoved: () => void; onClose: () => void }) {
  const versions = useQuery(versionsQuery(run.flow));
  const others = (versions.data ?? []).filter((one) => one.version !== run.version);
  const [chosen, setChosen] = useState<number | null>(null);
  const to = chosen ?? others[0]?.version ?? null;
  const seen = useQuery({ ...migrationQuery(run.id, to ?? 0), enabled: to !== null });
  const move = useMutation({
    mutationFn: ({ version, at_seq }: { version: number; at_seq: number }) => migrateRun(run.id, version, at_seq),
    onSuccess: () => {
      onMoved();
      onClose();
    },
    // It may have gone on meanwhile: what it comes to now is another thing.
    onError: () => void seen.refetch(),
  });
  const found = seen.data;
  return (
    <Dialog
      title={t("Move the run to another version")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button
            look="primary"
            busy={move.isPending}
            disabled={!found || found.would_end !== null}
            onClick={() => found && move.mutate({ version: found.to, at_seq: found.at_seq })}
          >
            {to === null ? t("Move") : t("Move to version {version}", { version: to })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {versions.isSuccess && others.length === 0 && <p>{t("The flow has no other version. Publish one first.")}</p>}
        {others.length > 0 && to !== null && (
          <Field label={t("Version to go on in")}>
            {(ids) => (
              <Select {...ids} value={to} onChange={(event) => setChosen(Number(event.target.value))}>
                {others.map((version) => (
                  <option key={version.version} value={version.version}>
                    {versionLabel(version)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {seen.isFetching && !found && <Loading what={t("what it comes to")} />}
        {found && <Comes to={found} />}
        {(seen.error ?? move.error) && <ErrorNote error={(seen.error ?? move.error) as Error} />}
      </div>
    </Dialog>
  );
}

function Comes({ to }: { to: Migration }) {
  const writes = to.calls.filter((call) => call.effect === "write");
  const ends = to.would_end !== null;
  return (
    <dl className="flex flex-col gap-3" data-migration={to.to}>
      <Part title={t("Taken over, and not done again")}>{to.kept.length > 0 ? list(to.kept) : t("nothing yet")}</Part>
      {to.dropped.length > 0 && <Part title={t("Done, but without a place in that version")}>{list(to.dropped)}</Part>}
      {to.calls.length > 0 && (
        <Part title={t("Called at once, since it comes earlier there")}>
          {list(to.calls.map((call) => call.node))}
          {writes.length > 0 && <span className="mt-1 block text-warn">{t("{nodes} changes something outside.", { nodes: list(writes.map((call) => call.node)) })}</span>}
        </Part>
      )}
      {to.waits.length > 0 && <Part title={t("It waits for")}>{waits(to.waits)}</Part>}
      {!ends && <Part title={t("Then it waits for")}>{to.would_wait.length > 0 ? waits(to.would_wait) : t("whatever comes after what is called at once")}</Part>}
      {ends && (
        <p role="alert" className="text-danger">
          {t("In that version the run would have ended before it came to where it is, so it cannot be moved there.")}
        </p>
      )}
    </dl>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{title}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

const waits = (what: Migration["waits"]): string => list(what.map((one) => one.question || one.title || one.node || one.for));
