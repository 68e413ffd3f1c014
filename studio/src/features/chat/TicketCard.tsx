import { Ticket as TicketIcon } from "lucide-react";
import { cx } from "@/lib/cx";
import { PriorityBadge, ticketWord } from "@/ui/status";

const STEPS = ["new", "open", "resolved"];

/** The ticket that came out of the conversation. */
export function TicketCard({ ticket, note, href }: { ticket: Record<string, unknown>; note: string; href?: (number: string) => string }) {
  const number = String(ticket.number ?? "");
  const status = String(ticket.status ?? "new");
  const at = status === "pending" ? 1 : status === "closed" ? 2 : Math.max(0, STEPS.indexOf(status));
  return (
    <section aria-label={`Ticket ${number}`} data-ticket={number} className="flex w-full max-w-lg flex-col gap-2 self-start rounded-card border border-line-strong bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex items-center gap-2 font-mono font-semibold">
          <TicketIcon size={18} aria-hidden className="text-accent" />
          {href ? (
            <a href={href(number)} className="text-accent underline underline-offset-2">
              {number}
            </a>
          ) : (
            number
          )}
        </h3>
        {typeof ticket.priority === "string" && <PriorityBadge priority={ticket.priority} />}
      </div>
      <p className="break-words">{String(ticket.title ?? note)}</p>
      <ol aria-label="Progress" className="flex items-center gap-1">
        {STEPS.map((step, index) => (
          <li key={step} aria-current={index === at ? "step" : undefined} className="flex flex-1 flex-col gap-1 text-xs">
            <span aria-hidden className={cx("h-1 rounded-full", index <= at ? "bg-accent" : "bg-line")} />
            <span className={index === at ? "font-semibold" : "text-muted"}>{index === at ? ticketWord(status) : ticketWord(step)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
