import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { environmentsQuery } from "@/api/flows";
import { meQuery } from "@/api/session";
import type { Environment, Version } from "@/api/types";
import { may } from "@/lib/may";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { MoveDialog } from "./MoveDialog";

export const TITLE = { dev: "Dev", staging: "Staging", production: "Production" };

/** Which version runs where, and moving it. */
export function Environments({ flow, versions }: { flow: string; versions: Version[] }) {
  const environments = useQuery(environmentsQuery(flow));
  const me = useQuery(meQuery);
  const [moved, setMoved] = useState<Environment | null>(null);
  if (environments.isError) return <ErrorNote error={environments.error} retry={() => void environments.refetch()} className="m-3" />;
  const mayMove = me.data !== undefined && may(me.data.permissions, "flows:publish");
  return (
    <section aria-label="Environments" className="border-b border-line bg-sunken/40 px-4 py-3">
      <ul className="grid gap-2 sm:grid-cols-3">
        {(environments.data ?? []).map((one) => (
          <li key={one.name} className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-card border border-line bg-surface px-3 py-2">
            <span className="font-semibold">{TITLE[one.name]}</span>
            <span className="font-mono">v{one.version}</span>
            {one.follows_newest && <Badge>always the newest</Badge>}
            {one.candidate && (
              <Badge tone="wait">
                {one.candidate.share} % try v{one.candidate.version}
              </Badge>
            )}
            {one.updated_at && (
              <span className="text-xs text-muted" title={fullTime(one.updated_at)}>
                {one.updated_by}, {ago(one.updated_at)}
              </span>
            )}
            {mayMove && (
              <Button size="sm" className="ml-auto" aria-label={`Move ${TITLE[one.name]} to another version`} onClick={() => setMoved(one)}>
                Move…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {moved && <MoveDialog flow={flow} environment={moved} versions={versions} onClose={() => setMoved(null)} />}
    </section>
  );
}
