// The lists of the first page: each a card with what is newest, and the way to all of it.
import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { approvalsQuery } from "@/api/approvals";
import { ticketsQuery } from "@/api/desk";
import { flowsQuery } from "@/api/flows";
import { runsQuery } from "@/api/runs";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";
import { Rich } from "@/ui/rich";
import { PriorityBadge, RunBadge, TicketBadge } from "@/ui/status";

const MOST = 6;
const row = "flex items-center justify-between gap-3 px-4 py-2.5 hover:bg-sunken -outline-offset-2";
const all = "text-accent hover:underline";

interface ListProps<T> {
  title: string;
  aside?: ReactNode;
  /** For “Loading …”. */
  what: string;
  query: Pick<UseQueryResult, "isPending" | "isError" | "error" | "refetch">;
  items: T[];
  empty: ReactNode;
  draw: (item: T) => ReactNode;
  id: (item: T) => string;
}

function List<T>({ title, aside, what, query, items, empty, draw, id }: ListProps<T>) {
  return (
    <Card title={title} aside={aside}>
      {query.isPending && <Loading what={what} />}
      {query.isError && <ErrorNote error={query.error} retry={() => void query.refetch()} className="m-4" />}
      {!query.isPending && !query.isError && items.length === 0 && <p className="p-4 text-muted">{empty}</p>}
      <ul>
        {items.slice(0, MOST).map((item) => (
          <li key={id(item)} className="border-b border-line last:border-0">
            {draw(item)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Flows() {
  const flows = useQuery(flowsQuery);
  return (
    <List
      title={t("Flows")}
      what={t("flows")}
      query={flows}
      aside={<Link to="/flows" className={all}>{t("All flows")}</Link>}
      // What is broken first, then what was worked on last.
      items={(flows.data ?? []).toSorted((a, b) => Number(b.problems.errors > 0) - Number(a.problems.errors > 0) || b.updated_at.localeCompare(a.updated_at))}
      id={(flow) => flow.id}
      empty={<Rich text={t("No flow yet. <first>Choose a first one</first>.")} parts={{ first: (words) => <Link to="/welcome" className="text-accent underline">{words}</Link> }} />}
      draw={(flow) => (
        <Link to="/flows/$flow" params={{ flow: flow.name }} className={row}>
          <span className="min-w-0">
            <span className="block truncate font-medium">{flow.title || flow.name}</span>
            <span className="text-xs text-muted">{t("changed {ago}", { ago: ago(flow.updated_at) })}</span>
          </span>
          <span className="flex flex-wrap justify-end gap-1">
            {flow.problems.errors > 0 && <Badge tone="danger">{t("{count, plural, one {# error} other {# errors}}", { count: flow.problems.errors })}</Badge>}
            {flow.published ? <Badge tone="ok">{t("v{version}", { version: flow.published.version })}</Badge> : <Badge>{t("draft")}</Badge>}
          </span>
        </Link>
      )}
    />
  );
}

/** What is drawn and not yet what people get. Only there when there is any. */
export function Unpublished() {
  const flows = useQuery(flowsQuery);
  const waiting = (flows.data ?? []).filter((flow) => flow.published && flow.dirty);
  if (waiting.length === 0) return null;
  return (
    <List
      title={t("Unpublished changes")}
      what={t("flows")}
      query={flows}
      items={waiting}
      id={(flow) => flow.id}
      empty=""
      draw={(flow) => (
        <Link to="/flows/$flow/versions" params={{ flow: flow.name }} search={{ base: String(flow.published?.version), head: "draft" }} className={row}>
          <span className="min-w-0 truncate font-medium">{flow.title || flow.name}</span>
          <span className="text-node whitespace-nowrap text-muted">{t("since v{version}", { version: flow.published?.version ?? 0 })}</span>
        </Link>
      )}
    />
  );
}

export function Queue() {
  const tickets = useQuery(ticketsQuery({ sort: "-created_at" }));
  return (
    <List
      title={t("Tickets")}
      what={t("tickets")}
      query={tickets}
      aside={<Link to="/desk" className={all}>{t("The desk")}</Link>}
      items={tickets.data?.data ?? []}
      id={(ticket) => ticket.id}
      empty={t("No ticket yet. The helpdesk flow makes one when an answer did not help.")}
      draw={(ticket) => (
        <Link to="/desk/$ticket" params={{ ticket: ticket.number }} className={row}>
          <span className="min-w-0">
            <span className="block truncate font-medium">{ticket.title}</span>
            <span className="font-mono text-xs text-muted">{ticket.number}</span>
          </span>
          <span className="flex gap-1">
            <PriorityBadge priority={ticket.priority} />
            <TicketBadge status={ticket.status} />
          </span>
        </Link>
      )}
    />
  );
}

/** Runs that wait for this person's yes or no. Only there when there is one. */
export function Approvals() {
  const approvals = useQuery(approvalsQuery("pending"));
  const mine = (approvals.data?.data ?? []).filter((approval) => approval.may_decide);
  if (mine.length === 0) return null;
  return (
    <List
      title={t("Waiting for your decision")}
      what={t("approvals")}
      query={approvals}
      aside={<Link to="/desk/approvals" className={all}>{t("All approvals")}</Link>}
      items={mine}
      id={(approval) => approval.id}
      empty=""
      draw={(approval) => (
        <Link to="/desk/approvals" className={row}>
          <span className="min-w-0">
            <span className="block truncate font-medium">{approval.title}</span>
            <span className="text-xs text-muted">{approval.flow}</span>
          </span>
          <span className="text-node whitespace-nowrap text-muted">{ago(approval.created_at)}</span>
        </Link>
      )}
    />
  );
}

export function Failing() {
  const runs = useQuery(runsQuery({ status: "failed", test: false }));
  return (
    <List
      title={t("Failed runs")}
      what={t("runs")}
      query={runs}
      items={runs.data?.data ?? []}
      id={(run) => run.id}
      empty={t("Nothing has failed.")}
      draw={(run) => (
        <Link to="/flows/$flow/runs/$run" params={{ flow: run.flow, run: run.id }} className={row}>
          <span className="min-w-0">
            <span className="block truncate">{run.error?.message ?? t("failed")}</span>
            <span className="text-xs text-muted">
              {run.flow} · {ago(run.created_at)}
            </span>
          </span>
          <RunBadge status={run.status} />
        </Link>
      )}
    />
  );
}
