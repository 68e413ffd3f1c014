import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Rich } from "@/ui/rich";
import { Pager } from "@/ui/pager";
import { t } from "@/i18n";
import { type TicketFilter, ticketsQuery } from "@/api/desk";
import type { Ticket } from "@/api/types";
import { cx } from "@/lib/cx";
import { isTyping } from "@/lib/typing";
import { ago } from "@/lib/time";
import { Button, buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Input, Select } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { LiveLink } from "./LiveLink";
import { type DeskSearch, PRIORITIES, STATUSES } from "./search";
import { PriorityBadge, TicketBadge, ticketWord } from "@/ui/status";

interface DeskProps {
  me: string;
  /** They work on tickets, and so talk with people. */
  mayTake: boolean;
  /** Not only one’s own. */
  seesAll: boolean;
  search: DeskSearch;
  onSearch: (search: DeskSearch) => void;
  onOpen: (number: string) => void;
}

/** The queue. J and K move, Enter opens. */
export function DeskPage({ me, mayTake, seesAll, search, onSearch, onOpen }: DeskProps) {
  const [page, setPage] = useState(1);
  const filter: TicketFilter = {
    status: search.status,
    priority: search.priority,
    q: search.q,
    assignee: search.mine ? me : undefined,
    sort: search.sort ?? "-created_at",
    page,
  };
  const tickets = useQuery({ ...ticketsQuery(filter), placeholderData: (before) => before });
  const list = tickets.data?.data ?? [];
  const change = (next: Partial<DeskSearch>) => {
    setPage(1);
    onSearch({ ...search, ...next });
  };
  const filtered = Boolean(search.status || search.priority || search.q || search.mine);
  return (
    <Page
      title={t("Desk")}
      lead={
        <>
          <Rich text={seesAll ? t("Tickets of everybody.<keys> J and K move, Enter opens.</keys>") : t("Your tickets.<keys> J and K move, Enter opens.</keys>")} parts={{ keys: (words) => <span className="max-md:hidden">{words}</span> }} />
        </>
      }
      wide
      actions={
        <>
          {mayTake && <LiveLink />}
          <Link to="/desk/approvals" className={buttonClass()}>{t("Approvals")}</Link>
        </>
      }
    >
      <div role="search" className="grid grid-cols-2 items-center gap-2 md:flex md:flex-wrap">
        <Input aria-label={t("Search tickets")} type="search" placeholder={t("Search…")} defaultValue={search.q ?? ""} className="max-md:col-span-2 md:w-56!" onChange={(event) => change({ q: event.target.value || undefined })} />
        <Select aria-label={t("Status")} value={search.status ?? ""} className="md:w-auto! md:min-w-36" onChange={(event) => change({ status: event.target.value || undefined })}>
          <option value="">{t("Any status")}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {ticketWord(status)}
            </option>
          ))}
        </Select>
        <Select aria-label={t("Priority")} value={search.priority ?? ""} className="md:w-auto! md:min-w-36" onChange={(event) => change({ priority: event.target.value || undefined })}>
          <option value="">{t("Any priority")}</option>
          {PRIORITIES.map((priority) => (
            <option key={priority}>{priority}</option>
          ))}
        </Select>
        <Select aria-label={t("Sort")} value={search.sort ?? "-created_at"} className="md:w-auto! md:min-w-44" onChange={(event) => change({ sort: event.target.value })}>
          <option value="-created_at">{t("Newest first")}</option>
          <option value="created_at">{t("Oldest first")}</option>
          <option value="-updated_at">{t("Last changed first")}</option>
          <option value="priority">{t("Most urgent first")}</option>
        </Select>
        {seesAll && (
          <label className="flex h-9 items-center gap-2">
            <input type="checkbox" className="size-4" checked={search.mine ?? false} onChange={(event) => change({ mine: event.target.checked || undefined })} /> {t("Mine only")}
          </label>
        )}
      </div>
      {tickets.isPending && <Loading what={t("tickets")} />}
      {tickets.isError && <ErrorNote error={tickets.error} retry={() => void tickets.refetch()} />}
      {tickets.data && list.length === 0 && (
        <Empty
          title={filtered ? t("No ticket matches") : t("No ticket yet")}
          example={filtered ? undefined : t("“VPN error 720 on the office Wi-Fi”: P3, network, from Ann Lee, with all she said to the assistant.")}
          action={
            filtered ? (
              <Button onClick={() => onSearch({})}>{t("Show all tickets")}</Button>
            ) : (
              <a href="/chat/it-helpdesk" className={buttonClass("primary")}>
                {t("Open the chat page")}
              </a>
            )
          }
        >
          {filtered ? t("Nothing here with these filters.") : t("When an answer did not help, the helpdesk flow asks for what is missing and makes a ticket. Ask something and say no to “did this help?”.")}
        </Empty>
      )}
      {list.length > 0 && <Queue tickets={list} onOpen={onOpen} />}
      <Pager page={page} pages={tickets.data?.meta.total_pages ?? 1} onPage={setPage} />
    </Page>
  );
}

const COLUMNS = "gap-x-4 px-3 md:grid-cols-[170px_1fr_140px_140px_120px_100px]";

function Queue({ tickets, onOpen }: { tickets: Ticket[]; onOpen: (number: string) => void }) {
  const rows = useRef<(HTMLAnchorElement | null)[]>([]);
  const move = (by: number) => {
    const at = rows.current.findIndex((row) => row === document.activeElement);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), tickets.length - 1);
    rows.current[next]?.focus();
  };
  const step = useRef(move);
  step.current = move;
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "j" || event.key === "k") {
        event.preventDefault();
        step.current(event.key === "j" ? 1 : -1);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const onRowKey = (event: KeyboardEvent, number: string) => {
    if (event.key === "Enter") {
      event.preventDefault();
      onOpen(number);
    }
  };
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface">
      {/* The names of the columns for the eye; each row names its values for a screen reader. */}
      <div aria-hidden className={cx(COLUMNS, "grid border-b border-line py-2 text-xs font-medium text-muted max-md:hidden")}>
        <span>{t("Number")}</span>
        <span>{t("Title")}</span>
        <span>{t("From")}</span>
        <span>{t("Assigned to")}</span>
        <span>{t("State")}</span>
        <span className="text-right">{t("Created")}</span>
      </div>
      <ul aria-label={t("Tickets")}>
      {tickets.map((ticket, index) => (
        <li key={ticket.id} className="border-b border-line last:border-0">
          <a
            ref={(element) => {
              rows.current[index] = element;
            }}
            href={`/desk/${ticket.number}`}
            data-ticket={ticket.number}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              onOpen(ticket.number);
            }}
            onKeyDown={(event) => onRowKey(event, ticket.number)}
            className={cx(COLUMNS, "grid grid-cols-[1fr_auto] items-center gap-y-1 py-row hover:bg-sunken focus-visible:-outline-offset-2")}
          >
            <span className="font-mono text-xs whitespace-nowrap text-muted max-md:col-span-1">{ticket.number}</span>
            <span className="truncate font-medium max-md:order-first max-md:col-span-2">{ticket.title}</span>
            <span className="truncate text-muted max-md:hidden">
              <span className="sr-only">{t("from")} </span>
              {ticket.requester?.name || ticket.requester?.email || t("unknown")}
            </span>
            <span className="truncate max-md:hidden">
              <span className="sr-only">{t("assigned to")} </span>
              {ticket.assignee ? ticket.assignee.name : <span className="text-muted">{t("nobody yet")}</span>}
            </span>
            <span className="flex gap-1">
              <PriorityBadge priority={ticket.priority} />
              <TicketBadge status={ticket.status} />
            </span>
            <span className="text-right text-xs whitespace-nowrap text-muted max-md:hidden">{ago(ticket.created_at)}</span>
          </a>
        </li>
      ))}
      </ul>
    </div>
  );
}
