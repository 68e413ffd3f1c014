import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { promotionQuery } from "@/api/flows";
import type { Environment, Version } from "@/api/types";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Select } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { ChangeSummary } from "./ChangeSummary";
import { environmentTitle, versionLabel } from "./choices";
import { Lacks } from "./Lacks";
import { useMove } from "./use-move";

/** Versions an environment can go back to, newest first. */
export const earlier = (environment: Environment, versions: Version[]): Version[] => versions.filter((one) => environment.version !== null && one.version < environment.version);

/** Back to the version before, and what that takes away again. */
export function RollBackDialog({ flow, environment, versions, onClose }: { flow: string; environment: Environment; versions: Version[]; onClose: () => void }) {
  const older = earlier(environment, versions);
  const [to, setTo] = useState(older[0]?.version ?? 1);
  const { move, isReady, error } = useMove(flow, environment.name, onClose);
  const promotion = useQuery(promotionQuery(flow, environment.name, to));
  const title = environmentTitle(environment.name);
  const from = environment.version ?? to;
  return (
    <Dialog
      title={t("Roll back {environment}", { environment: title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="danger" busy={move.isPending} disabled={!isReady || !promotion.data?.allowed} onClick={() => move.mutate({ version: to })}>
            {t("Roll back to version {version}", { version: to })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {older.length > 1 && (
          <Field label={t("Back to")}>
            {(ids) => (
              <Select {...ids} value={to} onChange={(event) => setTo(Number(event.target.value))}>
                {older.map((version) => (
                  <option key={version.version} value={version.version}>
                    {versionLabel(version)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <p>{t("{environment} goes from version {from} back to version {to}. New conversations get version {to} at once; runs that are under way finish with the version they began with.", { environment: title, from, to })}</p>
        <section>
          <h3 className="mb-1 font-semibold">{t("What that changes")}</h3>
          <ChangeSummary flow={flow} base={String(from)} head={String(to)} />
        </section>
        {environment.follows_newest && <p className="text-muted">{t("It then stays with version {to} and does not take the next version by itself.", { to })}</p>}
        {environment.candidate && <p className="text-muted">{t("Nobody gets version {version} to try any more.", { version: environment.candidate.version })}</p>}
        <Lacks flow={flow} environment={environment.name} to={to} />
        {error && <ErrorNote error={error} />}
        <p className="text-muted">{t("This is recorded, and undone by promoting version {from} again.", { from })}</p>
      </div>
    </Dialog>
  );
}
