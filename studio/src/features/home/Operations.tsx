import { type ReactNode, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "@/api/admin";
import { gitQuery } from "@/api/git";
import { healthQuery } from "@/api/health";
import { runsQuery } from "@/api/runs";
import { t } from "@/i18n";
import { money } from "@/i18n/format";
import { ago } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";

const TONES: Record<string, Tone> = { ok: "ok", degraded: "warn", down: "danger" };

/** As many as one page of the server's list has. */
const MOST_SUMMED = 100;
const HOUR = 3_600_000;
/** Full hours, so that the same question is not another one with every visit. */
const dayAgo = () => new Date(Math.floor((Date.now() - 24 * HOUR) / HOUR) * HOUR).toISOString();

function conditionWord(status: string): string {
  if (status === "ok") return t("all is well");
  return status === "degraded" ? t("works, with less") : t("down");
}

/** For whoever runs it: whether it works, what answers, and whether the history gets to the Git server. */
export function Operations() {
  const health = useQuery(healthQuery);
  const models = useQuery(modelsQuery);
  const git = useQuery(gitQuery);
  const ill = health.data?.dependencies.filter((one) => one.status !== "ok") ?? [];
  return (
    <Card title={t("Operation")} aside={health.data && <Badge tone={TONES[health.data.status] ?? "neutral"}>{conditionWord(health.data.status)}</Badge>}>
      {health.isPending && <Loading what={t("the state of the server")} />}
      {health.isError && <ErrorNote error={health.error} retry={() => void health.refetch()} className="m-4" />}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 p-4">
        {ill.map((one) => (
          <Line key={one.name} name={one.name}>
            <span className={one.status === "down" ? "text-danger" : "text-warn"}>{one.detail}</span>
          </Line>
        ))}
        <Day />
        {models.data && (
          <Line name={t("Model")}>
            <Link to="/admin/$section" params={{ section: "models" }} className="text-accent hover:underline">
              {models.data.provider === "offline" ? t("Demo answers: connect a model") : models.data.model}
            </Link>
          </Line>
        )}
        {git.data && (
          <Line name={t("Git server")}>
            <Link to="/admin/$section" params={{ section: "git" }} className="text-accent hover:underline">
              {git.data.url === "" ? t("none: the history stays here") : git.data.state ? t("{message} ({time})", { message: git.data.state.message, time: ago(git.data.state.at) }) : git.data.url}
            </Link>
          </Line>
        )}
        {health.data && <Line name={t("Release")}>{health.data.version}</Line>}
      </dl>
    </Card>
  );
}

/** How much ran, how it went and what it cost. */
export function Day() {
  const [since] = useState(dayAgo);
  const runs = useQuery(runsQuery({ since, test: false, limit: MOST_SUMMED }));
  const failed = useQuery(runsQuery({ since, test: false, status: "failed", limit: 1 }));
  const ranNothing = runs.data?.meta.total === 0;
  const tests = useQuery({ ...runsQuery({ since, test: true, limit: 1 }), enabled: ranNothing });
  if (!runs.data || !failed.data || (ranNothing && tests.isPending)) return null;
  const { total } = runs.data.meta;
  const tested = tests.data?.meta.total ?? 0;
  const spent = runs.data.data.reduce((sum, run) => sum + (run.usage?.cost_micros ?? 0), 0);
  return (
    <>
      <Line name={t("Last 24 hours")}>
        {ranNothing && tested > 0
          ? t("{count, plural, one {nothing ran but # test} other {nothing ran but # tests}}", { count: tested })
          : t("{count, plural, =0 {nothing ran} one {# run} other {# runs}}", { count: total })}
        {total > 0 && <>, <span className={failed.data.meta.total > 0 ? "text-danger" : ""}>{t("{count} failed", { count: failed.data.meta.total })}</span></>}
      </Line>
      {total > 0 && (
        <Line name={t("Spent on models")}>
          {money(spent / 1_000_000)}
          {total > MOST_SUMMED && <span className="text-muted"> {t("by the newest {count} runs", { count: MOST_SUMMED })}</span>}
        </Line>
      )}
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
