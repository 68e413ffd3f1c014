import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "@/api/admin";
import { gitQuery } from "@/api/git";
import { healthQuery } from "@/api/health";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";

const TONES: Record<string, Tone> = { ok: "ok", degraded: "warn", down: "danger" };

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

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
