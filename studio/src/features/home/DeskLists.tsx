// What those see first who answer people.
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { approvalsQuery } from "@/api/approvals";
import { ticketsQuery } from "@/api/desk";
import type { Ticket } from "@/api/types";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { PriorityBadge, TicketBadge } from "@/ui/status";
import { all, List, row } from "./List";

const isOpen = (ticket: Ticket) => ticket.status !== "resolved" && ticket.status !== "closed";

/** One's own tickets, the most urgent first. */
export function Queue({ me }: { me: string }) {
  const tickets = useQuery(ticketsQuery({ assignee: me, sort: "priority" }));
  return (
    <List
      title={t("My queue")}
      what={t("tickets")}
      query={tickets}
      aside={<Link to="/desk" search={{ mine: true }} className={all}>{t("All of mine")}</Link>}
      items={(tickets.data?.data ?? []).filter(isOpen)}
      id={(ticket) => ticket.id}
      empty={t("Nothing is assigned to you. Take a ticket that nobody has yet.")}
      draw={(ticket) => <Line ticket={ticket} />}
    />
  );
}

/** New tickets that nobody has taken, the most urgent first. */
export function Unassigned() {
  const tickets = useQuery(ticketsQuery({ status: "new", sort: "priority" }));
  return (
    <List
      title={t("Waiting for somebody")}
      what={t("tickets")}
      query={tickets}
      aside={<Link to="/desk" className={all}>{t("The desk")}</Link>}
      items={(tickets.data?.data ?? []).filter((ticket) => !ticket.assignee)}
      id={(ticket) => ticket.id}
      empty={t("No new ticket. The helpdesk flow makes one when an answer did not help.")}
      draw={(ticket) => <Line ticket={ticket} />}
    />
  );
}

function Line({ ticket }: { ticket: Ticket }) {
  return (
    <Link to="/desk/$ticket" params={{ ticket: ticket.number }} className={row}>
      <span className="min-w-0">
        <span className="block truncate font-medium">{ticket.title}</span>
        <span className="text-xs text-muted">
          <span className="font-mono">{ticket.number}</span> · {ago(ticket.created_at)}
        </span>
      </span>
      <span className="flex gap-1">
        <PriorityBadge priority={ticket.priority} />
        <TicketBadge status={ticket.status} />
      </span>
    </Link>
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
