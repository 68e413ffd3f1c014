import { type ReactNode, useDeferredValue, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { myTicketsQuery } from "@/api/my-tickets";
import type { Ticket } from "@/api/types";
import { t } from "@/i18n";
import { Input } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { ShowMore, useMore } from "./use-more";

/** The tickets one has opened, each with what one may do with it. */
export function MyTickets({ card }: { card: (ticket: Ticket) => ReactNode }) {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const { pages, rows, more } = useMore();
  const tickets = useQuery({ ...myTicketsQuery(q, pages), placeholderData: (before) => before });
  const { list, total, isAll } = tickets.data ?? { list: [], total: 0, isAll: true };
  return (
    <div className="flex flex-col gap-3">
      {(text !== "" || list.length > 3) && (
        <Input type="search" aria-label={t("Search my tickets")} placeholder={t("Search my tickets")} className="h-11! pointer-coarse:text-[16px]" value={text} onChange={(event) => setText(event.target.value)} />
      )}
      {tickets.isPending && <Loading what={t("tickets")} />}
      {tickets.isError && <ErrorNote error={tickets.error} retry={() => void tickets.refetch()} />}
      {tickets.isSuccess && list.length === 0 && <p className="text-muted">{q ? t("No ticket of yours has this in it.") : t("You have no tickets. When an assistant cannot help, it opens one for you.")}</p>}
      <ul ref={rows} aria-label={t("My tickets")} className="flex flex-col gap-3 empty:hidden">
        {list.map((ticket) => (
          <li key={ticket.id}>{card(ticket)}</li>
        ))}
      </ul>
      {!isAll && <ShowMore left={total - list.length} busy={tickets.isPlaceholderData} onClick={more} />}
    </div>
  );
}
