import { memo, type ReactNode, Suspense } from "react";
import { CircleAlert } from "lucide-react";
import { inConversation } from "@/api/attachments";
import type { Form, Message } from "@/api/types";
import type { Outgoing } from "@/api/chat";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { clock, fullTime } from "@/lib/time";
import { Button } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { Markdown } from "@/ui/markdown";
import { answerLines } from "./answer-lines";
import { isAskedBack } from "./asked-back";
import { FormCard } from "./FormCard";
import { noticeWords } from "./notice";
import { saidBy } from "./reducer";
import { Reply } from "./Reply";
import type { Rate } from "./use-chat";

// Most messages have none.
const SentFiles = lazily(() => import("./files/SentFiles"));
const QuestionCard = lazily(() => import("./QuestionCard"));
const TicketCard = lazily(async () => ({ default: (await import("./TicketCard")).TicketCard }));

interface MessageProps {
  message: Message;
  /** What it answers, when it is the answer to a form. */
  form?: Form;
  /** What came of a question of an approver. */
  sequel?: Message;
  /** Answers such a question; absent for those whose conversation it is not. */
  onReply?: (message: Message, answer: string) => Promise<unknown>;
  /** It asks something and nobody has answered. */
  open: boolean;
  onSend: (body: Outgoing) => Promise<boolean>;
  /** Absent for those whose conversation it is not. */
  onRate?: Rate;
  ticketHref?: (number: string) => string;
  /** Whose conversation it is, to somebody of the desk. */
  asker?: string;
}

/** One thing that was said; the arrow keys lead from one to the next. */
export const MessageView = memo(function MessageView(props: MessageProps) {
  const { message } = props;
  if (isAskedBack(message)) {
    return (
      <Said message={message} who={String(message.data.name ?? "")} className="flex w-full min-w-0 flex-col">
        <Suspense fallback={<div className="h-40" />}>
          <QuestionCard message={message} sequel={props.sequel} onReply={props.onReply} />
        </Suspense>
      </Said>
    );
  }
  if (message.role === "system") {
    return <Said message={message} who={t("Notice")} className="self-center text-center text-node text-muted">{noticeWords(message, props.asker)}</Said>;
  }
  if (message.role === "user") {
    return (
      <Said message={message} who={props.asker ?? t("You")} className="max-w-[85%] self-end rounded-card bg-accent px-3 py-2 break-words whitespace-pre-wrap text-on-accent">
        {message.kind === "form_answer" ? <Answers message={message} form={props.form} /> : message.content}
        <Files message={message} />
      </Said>
    );
  }
  return (
    <Said message={message} who={saidBy(message) ?? t("Assistant")} className="flex w-full min-w-0 flex-col">
      <Content {...props} />
      <Files message={message} />
    </Said>
  );
});

function Said({ message, who, className, children }: { message: Message; who: string; className: string; children: ReactNode }) {
  return (
    <article data-message={message.id} data-kind={message.kind} tabIndex={-1} aria-label={t("{who}, {time}", { who, time: clock(message.created_at) })} title={fullTime(message.created_at)} className={className}>
      {children}
    </article>
  );
}

function Content({ message, open, onSend, onRate, ticketHref }: MessageProps) {
  switch (message.kind) {
    case "form":
      return (
        <FormCard
          question={message.content}
          form={message.data.form as Form}
          values={(message.data.values as Record<string, unknown> | undefined) ?? {}}
          errors={(message.data.errors as { field: string; message: string }[] | undefined) ?? []}
          skippable={message.data.skippable !== false}
          open={open}
          onAnswer={(answer) => onSend({ answer })}
        />
      );
    case "options":
      return (
        <div className="max-w-[92%] self-start rounded-card border border-line bg-surface px-3 py-2">
          <Markdown text={message.content} />
          {/* Once answered, the answer below says which it was. */}
          <div className={cx("mt-2 flex flex-wrap gap-2", !open && "hidden")}>
            {((message.data.options as { port: string; label?: string }[] | undefined) ?? []).map((option) => (
              <Button key={option.port} onClick={() => void onSend({ answer: { option: option.port } })} className="h-auto! min-h-9 py-1 text-left whitespace-normal! pointer-coarse:min-h-11">
                {option.label || option.port}
              </Button>
            ))}
          </div>
        </div>
      );
    case "ticket":
      return (
        <Suspense fallback={<div className="h-40" />}>
          <TicketCard known={message.data} note={message.content} href={ticketHref} />
        </Suspense>
      );
    case "error":
      return (
        <div className="flex max-w-[92%] gap-2 self-start rounded-card border border-danger bg-danger-soft px-3 py-2">
          <CircleAlert size={18} aria-hidden className="mt-px shrink-0 text-danger" />
          <span className="min-w-0 break-words">{message.content}</span>
        </div>
      );
    default:
      // A person may send nothing but files.
      return message.content || message.attachments.length === 0 ? <Reply message={message} onRate={onRate} /> : null;
  }
}

function Files({ message }: { message: Message }) {
  if (message.attachments.length === 0) return null;
  return (
    <div className={message.content ? "mt-2" : undefined}>
      <Suspense fallback={<div className="h-11" />}>
        <SentFiles place={inConversation(message.conversation_id)} files={message.attachments} />
      </Suspense>
    </div>
  );
}

/** The form as it was sent: each answer under its label. */
function Answers({ message, form }: { message: Message; form?: Form }) {
  const lines = answerLines(message.data, form);
  if (lines.length === 0) return <>{message.content || t("Not now")}</>;
  return (
    <dl className="flex flex-col gap-1.5">
      {lines.map((line) => (
        <div key={line.label}>
          <dt className="text-xs font-semibold">{line.label}</dt>
          <dd>{line.value}</dd>
        </div>
      ))}
    </dl>
  );
}
