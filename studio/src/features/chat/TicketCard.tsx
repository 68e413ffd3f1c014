import { Suspense, useRef, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Clock, Ticket as TicketIcon } from "lucide-react";
import { inTicket } from "@/api/attachments";
import { newKey } from "@/api/http";
import { addComment, liveTicketQuery, reopenTicket } from "@/api/my-tickets";
import type { Ticket } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { ago, fullTime, isPast, shortTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { ErrorNote } from "@/ui/notice";
import { PriorityBadge } from "@/ui/status";
import { AddComment } from "./AddComment";
import { TicketSteps } from "./TicketSteps";

// Most comments have none.
const SentFiles = lazily(() => import("./files/SentFiles"));

interface TicketCardProps {
  /** What was known of it when it was made. */
  known: Record<string, unknown>;
  note: string;
  href?: (number: string) => string;
}

/** The ticket that came out of the conversation, as it is now. */
export function TicketCard({ known, note, href }: TicketCardProps) {
  const number = String(known.number ?? "");
  const client = useQueryClient();
  const live = useQuery({ ...liveTicketQuery(number), enabled: number !== "" });
  const [writing, setWriting] = useState<"words" | "files" | null>(null);
  const write = useRef<HTMLButtonElement>(null);
  // What is sent again because nobody heard of it is the same comment.
  const key = useRef(newKey());
  const changed = () => client.invalidateQueries({ queryKey: ["ticket", number] });
  const comment = useMutation({
    mutationFn: ({ body, attachments }: { body: string; attachments: string[] }) => addComment(number, body, attachments, key.current),
    onSuccess: async () => {
      key.current = newKey();
      setWriting(null);
      await changed();
      write.current?.focus();
    },
  });
  const reopen = useMutation({ mutationFn: () => reopenTicket(number), onSuccess: changed });
  const ticket: Partial<Ticket> = live.data ?? known;
  const status = ticket.status ?? "new";
  const isDone = status === "resolved" || status === "closed";
  const last = (live.data?.comments ?? []).findLast((one) => !one.internal);
  return (
    <section aria-label={t("Ticket {number}", { number })} data-ticket={number} data-ticket-status={status} className="flex w-full max-w-lg flex-col gap-2 self-start rounded-card border border-line-strong bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex min-w-0 items-center gap-2 font-mono font-semibold">
          <TicketIcon size={18} aria-hidden className="shrink-0 text-accent" />
          {href ? (
            <a href={href(number)} className="inline-flex items-center text-accent underline underline-offset-2 pointer-coarse:min-h-11">
              {number}
            </a>
          ) : (
            number
          )}
        </p>
        {ticket.priority && <PriorityBadge priority={ticket.priority} />}
      </div>
      <p className="break-words">{ticket.title ?? note}</p>
      <TicketSteps status={status} />
      {ticket.next_update_due && <Due at={ticket.next_update_due} />}
      {last && (
        <p className="rounded-control bg-sunken px-3 py-2 text-node break-words whitespace-pre-wrap">
          <b>{last.author.name}</b> <span className="text-muted" title={fullTime(last.created_at)}>{ago(last.created_at)}</span>
          <br />
          {last.body}
        </p>
      )}
      {last && last.attachments.length > 0 && (
        <Suspense fallback={<div className="h-11" />}>
          <SentFiles place={inTicket(number)} files={last.attachments} />
        </Suspense>
      )}
      {live.data && !writing && (
        <div className="flex flex-wrap gap-2">
          <Button ref={write} size="sm" className="pointer-coarse:h-11" onClick={() => setWriting("words")}>
            {t("Add a comment")}
          </Button>
          <Button size="sm" className="pointer-coarse:h-11" onClick={() => setWriting("files")}>
            {t("Attach")}
          </Button>
          {isDone && live.data.allowed_statuses.includes("open") && (
            <Button size="sm" className="pointer-coarse:h-11" busy={reopen.isPending} onClick={() => reopen.mutate()}>
              {t("Reopen")}
            </Button>
          )}
        </div>
      )}
      {writing && (
        <AddComment
          ticket={number}
          withFiles={writing === "files"}
          busy={comment.isPending}
          error={comment.error}
          onSend={(body, attachments) => comment.mutate({ body, attachments })}
          onClose={() => {
            setWriting(null);
            comment.reset();
          }}
        />
      )}
      {reopen.isError && <ErrorNote error={reopen.error} />}
    </section>
  );
}

/** Until when one hears something, or that one should have. */
function Due({ at }: { at: string }) {
  const isLate = isPast(at);
  return (
    <p data-due={isLate ? "late" : "ahead"} title={fullTime(at)} className={cx("flex items-center gap-1.5 text-node", isLate ? "text-danger" : "text-muted")}>
      {isLate ? <CircleAlert size={14} aria-hidden className="shrink-0" /> : <Clock size={14} aria-hidden className="shrink-0" />}
      {isLate ? t("An update was promised by {time}. It is late.", { time: shortTime(at) }) : t("Next update by {time}", { time: shortTime(at) })}
    </p>
  );
}
