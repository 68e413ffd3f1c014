import { type FormEvent, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Lock, MessageSquare } from "lucide-react";
import { t } from "@/i18n";
import { inTicket } from "@/api/attachments";
import { assignTicket, commentTicket, patchTicket, ticketQuery } from "@/api/desk";
import { asProblem } from "@/api/http";
import { formsQuery } from "@/api/tools";
import type { Me, Priority, Ticket, TicketComment, TicketPatch, TicketStatus } from "@/api/types";
import { cx } from "@/lib/cx";
import { may } from "@/lib/may";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Field, Select, Textarea } from "@/ui/field";
import { Markdown } from "@/ui/markdown";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { PriorityBadge, TicketBadge, ticketWord } from "@/ui/status";
import { formWords } from "./form-words";
import { History } from "./History";
import { FileLinks } from "./FileLinks";
import { TicketFiles } from "./TicketFiles";

const SOURCES: Record<string, string> = { chat: t("Chat"), flow: t("A flow"), api: "API", portal: t("The portal") };

export function TicketPage({ id, me }: { id: string; me: Me }) {
  const loaded = useQuery(ticketQuery(id));
  if (loaded.isPending) return <Loading what={id} />;
  if (loaded.isError) {
    return (
      <Page title={id}>
        <ErrorNote error={loaded.error} retry={() => void loaded.refetch()} />
      </Page>
    );
  }
  return <Detail ticket={loaded.data.ticket} etag={loaded.data.etag} id={id} me={me} />;
}

function Detail({ ticket, etag, id, me }: { ticket: Ticket; etag: string | null; id: string; me: Me }) {
  const client = useQueryClient();
  const refresh = () => Promise.all([client.invalidateQueries({ queryKey: ["ticket", id] }), client.invalidateQueries({ queryKey: ["tickets"] })]);
  const patch = useMutation({ mutationFn: (body: TicketPatch) => patchTicket(id, body, etag), onSettled: refresh });
  const assign = useMutation({ mutationFn: (user: string | null) => assignTicket(id, user), onSettled: refresh });
  const canWrite = may(me.permissions, "tickets:write");
  const words = formWords(useQuery({ ...formsQuery, enabled: may(me.permissions, "forms:read") }).data ?? []);
  const stale = patch.error && asProblem(patch.error).status === 412;
  const statuses = [ticket.status, ...ticket.allowed_statuses.filter((status) => status !== ticket.status)];
  return (
    <Page
      title={ticket.title}
      wide
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Link to="/desk" className="inline-flex items-center gap-1 text-accent hover:underline">
            <ArrowLeft size={14} aria-hidden /> {t("Desk")}
          </Link>
          <span className="font-mono">{ticket.number}</span>
          <TicketBadge status={ticket.status} />
          <PriorityBadge priority={ticket.priority} />
        </span>
      }
    >
      {stale && <ErrorNote error={new Error(t("Somebody changed this ticket a moment ago. You see it as it is now; make your change again."))} />}
      {patch.error && !stale && <ErrorNote error={patch.error} />}
      {assign.error && <ErrorNote error={assign.error} />}
      <div className="grid gap-5 lg:grid-cols-[280px_1fr]">
        <aside aria-label={t("Properties")} className="flex flex-col gap-4 self-start rounded-card border border-line bg-surface p-4">
          <Field label={t("Status")}>
            {(ids) => (
              <Select {...ids} disabled={!canWrite || patch.isPending} value={ticket.status} onChange={(event) => patch.mutate({ status: event.target.value as TicketStatus })}>
                {statuses.map((status) => (
                  <option key={status} value={status}>
                    {ticketWord(status)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t("Priority")}>
            {(ids) => (
              <Select {...ids} disabled={!canWrite || patch.isPending} value={ticket.priority} onChange={(event) => patch.mutate({ priority: event.target.value as Priority })}>
                {["P1", "P2", "P3", "P4", "P5"].map((priority) => (
                  <option key={priority}>{priority}</option>
                ))}
              </Select>
            )}
          </Field>
          <div className="flex flex-col gap-1">
            <span className="font-medium">{t("Assigned to")}</span>
            <span>{ticket.assignee?.name ?? <span className="text-muted">{t("nobody yet")}</span>}</span>
            {canWrite && ticket.assignee?.id !== me.id && (
              <Button size="sm" className="self-start" busy={assign.isPending} onClick={() => assign.mutate(me.id)}>
                {t("Assign to me")}
              </Button>
            )}
            {canWrite && ticket.assignee?.id === me.id && (
              <Button size="sm" look="ghost" className="self-start" busy={assign.isPending} onClick={() => assign.mutate(null)}>
                {t("Give back")}
              </Button>
            )}
          </div>
          <dl className="flex flex-col gap-2 border-t border-line pt-3">
            <Property name={t("Requester")} value={ticket.requester?.name || ticket.requester?.email || t("unknown")} detail={ticket.requester?.name ? ticket.requester.email : null} />
            <Property name={t("Category")} value={ticket.category ? words.value("category", ticket.category) : t("none")} />
            <Property name={t("Created")} value={fullTime(ticket.created_at)} />
            <Property name={t("From")} value={SOURCES[ticket.source] ?? ticket.source} />
            {Object.entries(ticket.fields ?? {})
              .filter(([, value]) => value !== null && value !== undefined && value !== "")
              .map(([name, value]) => (
                <Property key={name} name={words.field(name)} value={typeof value === "object" ? JSON.stringify(value) : words.value(name, String(value))} />
              ))}
          </dl>
          {ticket.tags.length > 0 && (
            <div className="flex flex-wrap gap-1">
              {ticket.tags.map((tag) => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </div>
          )}
          {ticket.run_id && may(me.permissions, "runs:read") && may(me.permissions, "flows:read") && <RunLink run={ticket.run_id} />}
        </aside>
        <div className="flex min-w-0 flex-col gap-4">
          <section className="rounded-card border border-line bg-surface p-4 break-words whitespace-pre-wrap">{ticket.description || <span className="text-muted">{t("No description.")}</span>}</section>
          {ticket.conversation_id && <TicketFiles conversation={ticket.conversation_id} />}
          <Thread ticket={ticket} />
          {may(me.permissions, canWrite ? "tickets:write" : "tickets:create") && <Reply id={id} canNote={canWrite} onSent={refresh} />}
          <History ticket={ticket} id={id} me={me} words={words} />
        </div>
      </div>
    </Page>
  );
}

function Property({ name, value, detail }: { name: string; value: string; detail?: string | null }) {
  return (
    <div>
      <dt className="text-xs text-muted first-letter:uppercase">{name}</dt>
      <dd className="break-words">{value}</dd>
      {detail && <dd className="text-xs break-words text-muted">{detail}</dd>}
    </div>
  );
}

/** The run that made the ticket; its flow is only known to the run itself. A run is drawn on its flow, so both must be open to the reader. */
function RunLink({ run }: { run: string }) {
  return (
    <Link to="/flows/$flow/runs/$run" params={{ flow: "-", run }} className="text-accent underline">
      {t("See the run that made it")}
    </Link>
  );
}

const nameOf = (who: TicketComment["author"]) => (typeof who === "string" ? who : (who?.name ?? t("the system")));

function Thread({ ticket }: { ticket: Ticket }) {
  return (
    <ul aria-label={t("Conversation")} className="flex flex-col gap-3 empty:hidden">
      {ticket.comments?.map((comment) => (
        <li
          key={comment.id}
          className={cx(
            "rounded-card border border-l-4 px-4 py-3",
            comment.internal ? "border-dashed border-warn bg-warn-soft [border-left-style:solid]" : "border-line border-l-info bg-surface",
          )}
        >
          <p className="mb-1 flex flex-wrap items-center gap-2 text-node">
            <span className="font-medium">{nameOf(comment.author)}</span>
            {comment.internal && (
              <Badge tone="warn">
                <Lock size={12} aria-hidden /> {t("internal note")}
              </Badge>
            )}
            <time dateTime={comment.created_at} title={fullTime(comment.created_at)} className={comment.internal ? "text-text" : "text-muted"}>
              {ago(comment.created_at)}
            </time>
          </p>
          <Markdown text={comment.body} />
          {comment.attachments.length > 0 && <FileLinks place={inTicket(ticket.number)} files={comment.attachments} />}
        </li>
      ))}
    </ul>
  );
}

function Reply({ id, canNote, onSent }: { id: string; canNote: boolean; onSent: () => Promise<unknown> }) {
  const [internal, setInternal] = useState(false);
  const [text, setText] = useState("");
  const send = useMutation({
    mutationFn: () => commentTicket(id, text.trim(), internal),
    onSuccess: async () => {
      setText("");
      await onSent();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) send.mutate();
  };
  return (
    <form onSubmit={submit} className={cx("flex flex-col gap-3 rounded-card border border-l-4 p-4", internal ? "border-dashed border-warn bg-warn-soft [border-left-style:solid]" : "border-line border-l-info bg-surface")}>
      {canNote && (
        <fieldset className="flex flex-wrap gap-4">
          <legend className="sr-only">{t("Who sees this")}</legend>
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="visibility" checked={!internal} onChange={() => setInternal(false)} />
            <MessageSquare size={14} aria-hidden /> {t("Public reply")}
          </label>
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="visibility" checked={internal} onChange={() => setInternal(true)} />
            <Lock size={14} aria-hidden /> {t("Internal note")}
          </label>
        </fieldset>
      )}
      <Field label={internal ? t("Internal note, seen by colleagues only") : t("Reply to the requester")}>
        {(ids) => <Textarea {...ids} rows={4} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {send.error && <ErrorNote error={send.error} />}
      <Button type="submit" look="primary" className="self-end" busy={send.isPending} disabled={!text.trim()}>
        {internal ? t("Add note") : t("Send reply")}
      </Button>
    </form>
  );
}
