import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import { deleteFlow, environmentsQuery, flowsQuery } from "@/api/flows";
import { asProblem } from "@/api/http";
import type { FlowSummary } from "@/api/types";
import { t } from "@/i18n";
import { money } from "@/i18n/format";
import { saveFlow } from "@/lib/save-flow";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { RunBadge } from "@/ui/status";
import { TestsResult } from "@/ui/tests-result";
import { toast } from "@/ui/toast";
import { NEWEST, type Success } from "./listing";

export function FlowRow({ flow, success, canWrite }: { flow: FlowSummary; success: Success | undefined; canWrite: boolean }) {
  const params = { flow: flow.name };
  return (
    <tr>
      <td>
        <Link to="/flows/$flow" params={params} className="font-medium text-accent hover:underline">
          {flow.title || flow.name}
        </Link>
        <div className="font-mono text-xs text-muted">{flow.name}</div>
      </td>
      <td>
        {flow.published ? <Places flow={flow} /> : <Badge>{t("draft")}</Badge>}
        {flow.published?.tests && flow.published.tests.passed + flow.published.tests.failed > 0 && (
          <Link to="/flows/$flow/tests" params={params} search={{ version: flow.published.version }} className="ml-1 inline-flex">
            <TestsResult tests={flow.published.tests} />
          </Link>
        )}
        {flow.published && flow.dirty && (
          <Link to="/flows/$flow/versions" params={params} search={{ base: String(flow.published.version), head: "draft" }} className="mt-1 inline-flex">
            <Badge tone="warn" className="underline underline-offset-2">{t("unpublished changes")}</Badge>
          </Link>
        )}
      </td>
      <td>
        {flow.problems.errors === 0 && flow.problems.warnings === 0 ? (
          <span className="text-muted">{t("none")}</span>
        ) : (
          <Link to="/flows/$flow" params={params} search={{ panel: "problems" }} className="flex flex-wrap gap-1">
            {flow.problems.errors > 0 && <Badge tone="danger">{t("{count, plural, one {# error} other {# errors}}", { count: flow.problems.errors })}</Badge>}
            {flow.problems.warnings > 0 && <Badge tone="warn">{t("{count, plural, one {# warning} other {# warnings}}", { count: flow.problems.warnings })}</Badge>}
          </Link>
        )}
      </td>
      <td className="whitespace-nowrap">
        {flow.last_run ? (
          <Link to="/flows/$flow/runs/$run" params={{ ...params, run: flow.last_run.id }} className="inline-flex items-center gap-2">
            <RunBadge status={flow.last_run.status} />
            <span className="text-muted">{ago(flow.last_run.at)}</span>
          </Link>
        ) : (
          <span className="text-muted">{t("never")}</span>
        )}
      </td>
      <td className="whitespace-nowrap tabular-nums">
        {success ? (
          <Link to="/flows/$flow/runs" params={params} title={t("{count, plural, one {Its only run} other {Its # runs}} among the newest {most} of all flows", { count: success.ended, most: NEWEST })} className={success.percent < 80 ? "text-danger hover:underline" : "hover:underline"}>
            {t("{percent} % of {count}", { percent: success.percent, count: success.ended })}
          </Link>
        ) : (
          <span className="text-muted">–</span>
        )}
      </td>
      <td className="whitespace-nowrap tabular-nums">{success && success.micros > 0 ? money(success.micros / 1_000_000) : <span className="text-muted">–</span>}</td>
      <td>{flow.published?.author ?? <span className="text-muted">–</span>}</td>
      <td className="whitespace-nowrap text-muted">{ago(flow.updated_at)}</td>
      <td className="text-right max-sm:text-left">
        <span className="inline-flex">
          <Export flow={flow} />
          {canWrite && <Remove flow={flow} />}
        </span>
      </td>
    </tr>
  );
}

function Export({ flow }: { flow: FlowSummary }) {
  const save = useMutation({ mutationFn: () => saveFlow(flow.name), onError: (error) => toast(asProblem(error).message, "danger") });
  return (
    <IconButton size="sm" label={t("Export {name}", { name: flow.title || flow.name })} busy={save.isPending} onClick={() => save.mutate()}>
      <Download size={16} aria-hidden />
    </IconButton>
  );
}

function Remove({ flow }: { flow: FlowSummary }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const name = flow.title || flow.name;
  const remove = useMutation({
    mutationFn: () => deleteFlow(flow.name),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: flowsQuery.queryKey });
      toast(t("Deleted {name}.", { name }));
    },
  });
  return (
    <>
      <IconButton size="sm" label={t("Delete {name}", { name })} onClick={() => setAsking(true)}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
      {asking && (
        <Confirm title={t("Delete “{name}”", { name })} action={t("Delete")} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}>
          {t("Its draft, its versions and its tests are deleted, and whoever has its link is told that there is no such assistant. This cannot be undone; export it first to keep a copy.")}
        </Confirm>
      )}
    </>
  );
}

/** Which version runs where; one badge when it is the same everywhere. */
function Places({ flow }: { flow: FlowSummary }) {
  const environments = useQuery({ ...environmentsQuery(flow.name), staleTime: 60_000 }).data ?? [];
  const known = environments.filter((one) => one.version !== null);
  const isSame = known.every((one) => one.version === flow.published?.version);
  if (isSame) return <Badge tone="ok">{t("published v{version}", { version: flow.published?.version ?? 0 })}</Badge>;
  return (
    <span className="flex flex-wrap gap-1">
      {known.map((one) => (
        <Badge key={one.name} tone={one.name === "production" ? "ok" : "info"}>
          {one.name === "production" ? t("production v{version}", { version: one.version ?? 0 }) : one.name === "staging" ? t("staging v{version}", { version: one.version ?? 0 }) : t("dev v{version}", { version: one.version ?? 0 })}
        </Badge>
      ))}
    </span>
  );
}
