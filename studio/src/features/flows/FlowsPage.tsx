import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { FileUp, Plus } from "lucide-react";
import { t } from "@/i18n";
import { flowsQuery } from "@/api/flows";
import type { FlowSummary } from "@/api/types";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { RunBadge } from "@/ui/status";
import { Table } from "@/ui/table";
import { ImportDialog } from "./ImportDialog";
import { NewFlowDialog } from "./NewFlowDialog";

export function FlowsPage({ canWrite }: { canWrite: boolean }) {
  const flows = useQuery(flowsQuery);
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const create = canWrite && (
    <span className="flex flex-wrap gap-2">
      <Button onClick={() => setImporting(true)}>
        <FileUp size={16} aria-hidden /> {t("Import")}
      </Button>
      <Button look="primary" onClick={() => setCreating(true)}>
        <Plus size={16} aria-hidden /> {t("New flow")}
      </Button>
    </span>
  );
  return (
    <Page title={t("Flows")} lead={t("What your assistants do, step by step.")} actions={create} wide>
      {flows.isPending && <Loading what={t("flows")} />}
      {flows.isError && <ErrorNote error={flows.error} retry={() => void flows.refetch()} />}
      {flows.data?.length === 0 && (
        <Empty title={t("No flow yet")} action={create}>
          {t("A flow says what happens with a request: search the knowledge, answer, ask back, make a ticket. The IT helpdesk template is a complete one to start from.")}
        </Empty>
      )}
      {flows.data && flows.data.length > 0 && (
        <Table label={t("Flows")} head={[t("Name"), t("Status"), t("Problems"), t("Last run"), t("Changed"), <span key="actions" className="sr-only">{t("Actions")}</span>]}>
          {flows.data.map((flow) => (
            <Row key={flow.id} flow={flow} />
          ))}
        </Table>
      )}
      {creating && <NewFlowDialog taken={flows.data?.map((flow) => flow.name) ?? []} onClose={() => setCreating(false)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  );
}

function Row({ flow }: { flow: FlowSummary }) {
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
        <div className="flex flex-wrap gap-1">
          {flow.published ? <Badge tone="ok">{t("published v{version}", { version: flow.published.version })}</Badge> : <Badge>{t("draft")}</Badge>}
          {flow.published && flow.dirty && <Badge tone="warn">{t("unpublished changes")}</Badge>}
        </div>
      </td>
      <td>
        {flow.problems.errors === 0 && flow.problems.warnings === 0 && <span className="text-muted">{t("none")}</span>}
        <div className="flex flex-wrap gap-1">
          {flow.problems.errors > 0 && <Badge tone="danger">{t("{count, plural, one {# error} other {# errors}}", { count: flow.problems.errors })}</Badge>}
          {flow.problems.warnings > 0 && <Badge tone="warn">{t("{count, plural, one {# warning} other {# warnings}}", { count: flow.problems.warnings })}</Badge>}
        </div>
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
      <td className="whitespace-nowrap text-muted">{ago(flow.updated_at)}</td>
      <td className="text-right whitespace-nowrap">
        <Link to="/flows/$flow/runs" params={params} className="mr-3 text-accent hover:underline">
          {t("Runs")}
        </Link>
        {flow.published && (
          <a href={`/chat/${flow.name}`} target="_blank" rel="noreferrer" className="text-accent hover:underline">
            {t("Chat page")}
          </a>
        )}
      </td>
    </tr>
  );
}
