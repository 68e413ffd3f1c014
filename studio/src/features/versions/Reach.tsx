import { useQuery } from "@tanstack/react-query";
import { environmentsQuery } from "@/api/flows";
import type { Environment } from "@/api/types";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { environmentTitle } from "./choices";

interface ReachProps {
  flow: string;
  isFirst: boolean;
  /** How many tests of the draft fail. */
  failing: number;
}

/** Who gets the version the moment it is published, and who stays where they are. */
export function Reach({ flow, isFirst, failing }: ReachProps) {
  const environments = useQuery(environmentsQuery(flow)).data ?? [];
  const following = environments.filter((one) => one.follows_newest);
  const isUnknown = environments.length === 0;
  // Nobody has been told to stay anywhere before there was a version.
  if (isUnknown && !isFirst) return null;
  return (
    <div data-reach className="text-muted">
      <p>
        {isUnknown && t("All environments get it at once.")}
        {following.length > 0 && t("{count, plural, one {{environments} follows the newest version and gets it at once.} other {{environments} follow the newest version and get it at once.}}", { count: following.length, environments: titles(following) })}
        {(isUnknown || following.length > 0) && failing > 0 && <span className="text-warn"> {t("{count, plural, one {# test fails with it.} other {# tests fail with it.}}", { count: failing })}</span>}
        {staying(environments).map((same) => (
          <span key={same[0].version}> {t("{count, plural, one {{environments} stays at v{version}; promote it in Versions.} other {{environments} stay at v{version}; promote them in Versions.}}", { count: same.length, environments: titles(same), version: same[0].version ?? 0 })}</span>
        ))}
      </p>
      {!isFirst && <p>{t("Runs that are under way finish with the version they began with.")}</p>}
    </div>
  );
}

const titles = (environments: Environment[]): string => list(environments.map((one) => environmentTitle(one.name)));

/** Those that do not follow, the ones at the same version together. */
function staying(environments: Environment[]): [Environment, ...Environment[]][] {
  const byVersion = new Map<number | null, [Environment, ...Environment[]]>();
  for (const one of environments.filter((other) => !other.follows_newest)) {
    const same = byVersion.get(one.version);
    if (same) same.push(one);
    else byVersion.set(one.version, [one]);
  }
  return [...byVersion.values()];
}
