import { useState } from "react";
import { Undo2 } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { environmentsQuery } from "@/api/flows";
import { meQuery } from "@/api/session";
import type { Environment, EnvironmentName, Version } from "@/api/types";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { Side } from "./Candidate";
import { environmentTitle } from "./choices";
import { MoveDialog } from "./MoveDialog";
import { earlier, RollBackDialog } from "./RollBackDialog";

type Open = { is: "move" | "back"; environment: Environment; wanted?: number } | null;

/** Where a version goes next. */
const BEFORE: Partial<Record<EnvironmentName, EnvironmentName>> = { staging: "dev", production: "staging" };

/** Which version runs where, and moving it. */
export function Environments({ flow, versions }: { flow: string; versions: Version[] }) {
  const environments = useQuery(environmentsQuery(flow));
  const me = useQuery(meQuery);
  const [open, setOpen] = useState<Open>(null);
  if (environments.isError) return <ErrorNote error={environments.error} retry={() => void environments.refetch()} className="m-3" />;
  const mayMove = me.data !== undefined && may(me.data.permissions, "flows:publish");
  const all = environments.data ?? [];
  return (
    <section aria-label={t("Environments")}>
      <ul className="grid gap-2 lg:grid-cols-3">
        {all.map((one) => {
          const next = all.find((other) => other.name === BEFORE[one.name])?.version ?? null;
          return (
            <Place key={one.name} flow={flow} environment={one}>
              {mayMove && (
                <div className="mt-auto flex flex-wrap gap-1.5 pt-2">
                  {next !== null && next > (one.version ?? 0) && (
                    <Button size="sm" look="primary" onClick={() => setOpen({ is: "move", environment: one, wanted: next })}>
                      {t("Promote version {version}", { version: next })}
                      <span className="sr-only"> {t("to {environment}", { environment: environmentTitle(one.name) })}</span>
                    </Button>
                  )}
                  <Button size="sm" aria-label={t("Move {environment} to another version", { environment: environmentTitle(one.name) })} onClick={() => setOpen({ is: "move", environment: one })}>
                    {t("Move…")}
                  </Button>
                  {earlier(one, versions).length > 0 && (
                    <Button size="sm" aria-label={t("Roll back {environment}", { environment: environmentTitle(one.name) })} onClick={() => setOpen({ is: "back", environment: one })}>
                      <Undo2 size={14} aria-hidden /> {t("Roll back")}
                    </Button>
                  )}
                </div>
              )}
            </Place>
          );
        })}
      </ul>
      {open?.is === "move" && <MoveDialog flow={flow} environment={open.environment} versions={versions} wanted={open.wanted} onClose={() => setOpen(null)} />}
      {open?.is === "back" && <RollBackDialog flow={flow} environment={open.environment} versions={versions} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Place({ flow, environment, children }: { flow: string; environment: Environment; children: React.ReactNode }) {
  return (
    <li className="flex flex-col gap-1 rounded-card border border-line bg-surface px-3 py-row">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-semibold">{environmentTitle(environment.name)}</span>
        {environment.version === null ? <span className="text-muted">{t("nothing yet")}</span> : <span className="font-mono">v{environment.version}</span>}
        {environment.follows_newest && <Badge>{t("always the newest")}</Badge>}
        {environment.candidate && <Badge tone="wait">{t("{share} % try v{version}", { share: environment.candidate.share, version: environment.candidate.version })}</Badge>}
      </span>
      {environment.updated_at && (
        <span className="text-xs text-muted" title={fullTime(environment.updated_at)}>
          {t("Moved by {name}, {time}", { name: environment.updated_by ?? t("somebody"), time: ago(environment.updated_at) })}
        </span>
      )}
      {environment.candidate && <Side flow={flow} environment={environment} />}
      {children}
    </li>
  );
}
