import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { environmentsQuery } from "@/api/flows";
import { gitQuery } from "@/api/git";
import { meQuery } from "@/api/session";
import type { Environment, Version } from "@/api/types";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button, buttonClass } from "@/ui/button";
import { CopyIcon } from "@/ui/copy";
import { environmentTitle } from "./choices";
import { commitLink } from "./commit-link";
import { RestoreDialog } from "./RestoreDialog";
import { Results } from "./Results";

interface ListProps {
  flow: string;
  versions: Version[];
  /** Absent for whoever may not change the draft. */
  onRestore?: (version: number) => void;
}

/** What was published, by whom and why, newest first. */
export function HistoryList({ flow, versions, onRestore }: ListProps) {
  const environments = useQuery(environmentsQuery(flow));
  const me = useQuery(meQuery);
  // The address of the Git server is for administrators; for others a commit is only its name.
  const git = useQuery({ ...gitQuery, enabled: me.data !== undefined && may(me.data.permissions, "settings:write") });
  const [restoring, setRestoring] = useState<number | null>(null);
  return (
    <>
      <ol aria-label={t("Versions")} className="divide-y divide-line">
        {versions.map((version) => (
          <Row key={version.version} flow={flow} version={version} at={(environments.data ?? []).filter((one) => one.version === version.version)} remote={git.data?.url ?? ""} onRestore={onRestore && (() => setRestoring(version.version))} />
        ))}
      </ol>
      {restoring !== null && onRestore && (
        <RestoreDialog
          flow={flow}
          version={restoring}
          onRestore={() => {
            setRestoring(null);
            onRestore(restoring);
          }}
          onClose={() => setRestoring(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  flow: string;
  version: Version;
  /** Environments that run it. */
  at: Environment[];
  remote: string;
  onRestore?: () => void;
}

function Row({ flow, version, at, remote, onRestore }: RowProps) {
  const { version: number } = version;
  const link = version.commit ? commitLink(remote, version.commit) : null;
  return (
    <li data-version={number} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-60 flex-1 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-semibold tabular-nums">v{number}</span>
          {at.map((one) => (
            <Badge key={one.name} tone={one.name === "production" ? "ok" : "info"}>
              {environmentTitle(one.name)}
            </Badge>
          ))}
          <span className="min-w-0 break-words">{version.message || <span className="text-muted">{t("no message")}</span>}</span>
        </span>
        <span className="flex flex-wrap items-center gap-x-3 text-node text-muted">
          <span>{version.author}</span>
          <time dateTime={version.at} title={fullTime(version.at)}>
            {ago(version.at)}
          </time>
          {version.commit && (
            <span className="inline-flex items-center">
              {link ? (
                <a href={link} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 font-mono text-xs text-accent underline underline-offset-2">
                  {version.commit.slice(0, 8)}
                  <ExternalLink size={12} aria-hidden />
                  <span className="sr-only">{t("on the Git server")}</span>
                </a>
              ) : (
                <code className="font-mono text-xs">{version.commit.slice(0, 8)}</code>
              )}
              <CopyIcon text={version.commit} label={t("Copy the commit of version {version}", { version: number })} />
            </span>
          )}
          <Results flow={flow} version={version} />
        </span>
      </div>
      <div className="flex flex-wrap gap-1.5">
        <Link to="/flows/$flow" params={{ flow }} search={{ version: number }} aria-label={t("Look at version {version}", { version: number })} className={buttonClass("ghost", "sm")}>
          {t("Look")}
        </Link>
        {number > 1 && (
          <Link to="/flows/$flow/versions" params={{ flow }} search={{ base: String(number - 1), head: String(number) }} aria-label={t("Changes of version {version}", { version: number })} className={buttonClass("secondary", "sm")}>
            {t("Changes")}
          </Link>
        )}
        <Link to="/flows/$flow/versions" params={{ flow }} search={{ base: String(number), head: "draft" }} aria-label={t("Compare version {version} with the draft", { version: number })} className={buttonClass("secondary", "sm")}>
          {t("Compare")}
        </Link>
        {onRestore && (
          <Button size="sm" aria-label={t("Restore version {version} as draft", { version: number })} onClick={onRestore}>
            {t("Restore")}
          </Button>
        )}
      </div>
    </li>
  );
}
