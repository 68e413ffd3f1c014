import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { t } from "@/i18n";
import { ticketHistoryQuery } from "@/api/desk";
import type { Me, Ticket } from "@/api/types";
import { ago, fullTime } from "@/lib/time";
import { ErrorNote, Loading } from "@/ui/notice";
import type { FormWords } from "./form-words";
import { noteTimes, sentence } from "./history-sentence";

/** What happened to the ticket; fetched when somebody wants to know. */
export function History({ ticket, id, me, words }: { ticket: Ticket; id: string; me: Me; words: FormWords }) {
  const [open, setOpen] = useState(false);
  const history = useQuery({ ...ticketHistoryQuery(id), enabled: open });
  const actors = (history.data ?? []).map((change) => change.actor);
  const people = new Map([...actors, me, ticket.requester, ticket.assignee].flatMap((who) => (who?.id ? [[who.id, who.name] as const] : [])));
  const notes = noteTimes(ticket.comments);
  return (
    <details className="rounded-card border border-line bg-surface" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="px-4 py-row font-semibold">{t("History")}</summary>
      {open && history.isPending && <Loading what={t("the history")} />}
      {history.isError && <ErrorNote error={history.error} className="m-4" retry={() => void history.refetch()} />}
      <ol className="border-t border-line empty:hidden">
        {history.data?.map((change) => (
          <li key={change.id} className="flex flex-wrap justify-between gap-x-4 border-b border-line px-4 py-2 last:border-0">
            <span className="min-w-0 break-words">
              {sentence(change, change.actor.name || t("The assistant"), people, words, notes)}
            </span>
            <time className="text-xs text-muted" dateTime={change.at} title={fullTime(change.at)}>
              {ago(change.at)}
            </time>
          </li>
        ))}
      </ol>
    </details>
  );
}
