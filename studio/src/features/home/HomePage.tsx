import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Rich } from "@/ui/rich";
import { t } from "@/i18n";
import { checklistQuery } from "@/api/admin";
import { ticketsQuery } from "@/api/desk";
import { flowsQuery } from "@/api/flows";
import { runsQuery } from "@/api/runs";
import type { Me } from "@/api/types";
import { may } from "@/lib/may";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { buttonClass } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card, Page } from "@/ui/page";
import { PriorityBadge, RunBadge, TicketBadge } from "@/ui/status";
import { Checklist } from "./Checklist";

/** Home by what one may do: a builder's flows, an agent's queue. */
export function HomePage({ me }: { me: Me }) {
  const builds = may(me.permissions, "flows:read");
  const answers = may(me.permissions, "tickets:read");
  const leads = may(me.permissions, "settings:write");
  // The first steps stand above everything else: coming late, they would push away what one is about to click.
  const steps = useQuery({ ...checklistQuery, enabled: leads });
  if (leads && steps.isPending) return <Loading what={t("your page")} />;
  return (
    <Page title={t("Hello, {name}", { name: me.name.split(" ")[0] ?? me.name })} lead={me.tenant.name}>
      {leads && <Checklist />}
      <div className="grid gap-5 lg:grid-cols-2">
        {builds && <Flows />}
        {answers && <Queue />}
        {may(me.permissions, "runs:read") && <Failing />}
      </div>
      {!builds && !answers && (
        <Card title={t("Ask the assistant")} className="max-w-md">
          <div className="flex flex-col items-start gap-3 p-4">
            <p className="text-muted">{t("Describe your problem in your own words; if the answer does not help, a ticket is made for you.")}</p>
            <a href="/chat/it-helpdesk" className={buttonClass("primary")}>
              {t("Open the chat")}
            </a>
          </div>
        </Card>
      )}
    </Page>
  );
}

function Flows() {
  const flows = useQuery(flowsQuery);
  return (
    <Card title={t("Flows")} aside={<Link to="/flows" className="text-accent hover:underline">{t("All flows")}</Link>}>
      {flows.isPending && <Loading what={t("flows")} />}
      {flows.isError && <ErrorNote error={flows.error} retry={() => void flows.refetch()} className="m-4" />}
      {flows.data?.length === 0 && (
        <p className="p-4 text-muted">
          <Rich text={t("No flow yet. <first>Choose a first one</first>.")} parts={{ first: (words) => <Link to="/welcome" className="text-accent underline">{words}</Link> }} />
        </p>
      )}
      <ul>
        {flows.data?.slice(0, 6).map((flow) => (
          <li key={flow.id} className="border-b border-line last:border-0">
            <Link to="/flows/$flow" params={{ flow: flow.name }} className="flex items-center justify-between gap-3 px-4 py-2.5 hover:bg-sunken">
              <span className="min-w-0">
                <span className="block truncate font-medium">{flow.title || flow.name}</span>
                <span className="text-xs text-muted">{t("changed {ago}", { ago: ago(flow.updated_at) })}</span>
              </span>
              <span className="flex flex-wrap justify-end gap-1">
                {flow.problems.errors > 0 && <Badge tone="danger">{t("{count, plural, one {# error} other {# errors}}", { count: flow.problems.errors })}</Badge>}
                {flow.published ? <Badge tone={flow.dirty ? "warn" : "ok"}>{flow.dirty ? t("v{version}, unpublished changes", { version: flow.published.version }) : t("v{version}", { version: flow.published.version })}</Badge> : <Badge>{t("draft")}</Badge>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Queue() {
  const tickets = useQuery(ticketsQuery({ sort: "-created_at" }));
  return (
    <Card title={t("Tickets")} aside={<Link to="/desk" className="text-accent hover:underline">{t("The desk")}</Link>}>
      {tickets.isPending && <Loading what={t("tickets")} />}
      {tickets.isError && <ErrorNote error={tickets.error} retry={() => void tickets.refetch()} className="m-4" />}
      {tickets.data?.data.length === 0 && <p className="p-4 text-muted">{t("No ticket yet. The helpdesk flow makes one when an answer did not help.")}</p>}
      <ul>
        {tickets.data?.data.slice(0, 6).map((ticket) => (
          <li key={ticket.id} className="border-b border-line last:border-0">
            <Link to="/desk/$ticket" params={{ ticket: ticket.number }} className="flex items-center justify-between gap-3 px-4 py-2.5 hover:bg-sunken">
              <span className="min-w-0">
                <span className="block truncate font-medium">{ticket.title}</span>
                <span className="font-mono text-xs text-muted">{ticket.number}</span>
              </span>
              <span className="flex gap-1">
                <PriorityBadge priority={ticket.priority} />
                <TicketBadge status={ticket.status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Failing() {
  const runs = useQuery(runsQuery({ status: "failed" }));
  return (
    <Card title={t("Failed runs")}>
      {runs.isPending && <Loading what={t("runs")} />}
      {runs.isError && <ErrorNote error={runs.error} className="m-4" />}
      {runs.data?.data.length === 0 && <p className="p-4 text-muted">{t("Nothing has failed.")}</p>}
      <ul>
        {runs.data?.data.slice(0, 5).map((run) => (
          <li key={run.id} className="border-b border-line last:border-0">
            <Link to="/flows/$flow/runs/$run" params={{ flow: run.flow, run: run.id }} className="flex items-center justify-between gap-3 px-4 py-2.5 hover:bg-sunken">
              <span className="min-w-0">
                <span className="block truncate">{run.error?.message ?? t("failed")}</span>
                <span className="text-xs text-muted">
                  {run.flow} · {ago(run.created_at)}
                </span>
              </span>
              <RunBadge status={run.status} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
