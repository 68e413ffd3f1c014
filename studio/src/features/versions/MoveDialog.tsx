import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { promotionQuery } from "@/api/flows";
import type { Environment, Version } from "@/api/types";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Select } from "@/ui/field";
import { ErrorNote } from "@/ui/notice";
import { Candidate, Side, type Trial } from "./Candidate";
import { ChangeSummary } from "./ChangeSummary";
import { environmentTitle, versionLabel } from "./choices";
import { Lacks } from "./Lacks";
import { useMove } from "./use-move";

const NEWEST = "newest";

interface MoveProps {
  flow: string;
  environment: Environment;
  versions: Version[];
  /** Chosen already: the next step after publishing. */
  wanted?: number;
  onClose: () => void;
}

/** Promotes or rolls back: says what changes and what the version lacks before anything moves. */
export function MoveDialog({ flow, environment, versions, wanted, onClose }: MoveProps) {
  const newest = versions[0]?.version ?? 1;
  const [choice, setChoice] = useState(wanted !== undefined ? String(wanted) : environment.follows_newest ? NEWEST : String(environment.version ?? newest));
  const [trial, setTrial] = useState<Trial>({ version: environment.candidate?.version ?? null, share: environment.candidate?.share ?? 10 });
  const { move, isReady, error } = useMove(flow, environment.name, onClose);
  const to = choice === NEWEST ? newest : Number(choice);
  const promotion = useQuery(promotionQuery(flow, environment.name, to));
  const title = environmentTitle(environment.name);
  const from = environment.version ?? newest;
  const action = to < from ? t("Roll back to version {version}", { version: to }) : to > from ? t("Promote version {version}", { version: to }) : t("Save");
  const submit = () =>
    move.mutate({
      ...(choice === NEWEST ? {} : { version: to }),
      ...(trial.version !== null && trial.version !== to ? { candidate: { version: trial.version, share: trial.share } } : {}),
    });
  return (
    <Dialog
      title={t("{environment}: which version runs", { environment: title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" busy={move.isPending} disabled={!promotion.data?.allowed || !isReady} onClick={submit}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("Version")}>
          {(ids) => (
            <Select {...ids} value={choice} onChange={(event) => setChoice(event.target.value)}>
              <option value={NEWEST}>{t("Always the newest (now version {version})", { version: newest })}</option>
              {versions.map((version) => (
                <option key={version.version} value={version.version}>
                  {versionLabel(version)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {to !== from && (
          <section>
            <h3 className="mb-1 font-semibold">{t("Changes in {environment}", { environment: title })}</h3>
            <ChangeSummary flow={flow} base={String(from)} head={String(to)} />
          </section>
        )}
        <Lacks flow={flow} environment={environment.name} to={to} />
        <Candidate versions={versions} main={to} trial={trial} onChange={setTrial} />
        {environment.candidate && <Side flow={flow} environment={environment} />}
        {error && <ErrorNote error={error} />}
        <p className="text-muted">{t("Runs that are under way finish with the version they began with. The move is recorded, and undone by moving back.")}</p>
      </div>
    </Dialog>
  );
}
