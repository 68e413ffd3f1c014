import { memo, useMemo, useState } from "react";
import { CircleAlert, Copy, ThumbsDown, ThumbsUp } from "lucide-react";
import type { Form, Message } from "@/api/types";
import type { Outgoing } from "@/api/chat";
import { cx } from "@/lib/cx";
import { fullTime } from "@/lib/time";
import { Button, IconButton } from "@/ui/button";
import { Markdown, type RenderCitation } from "@/ui/markdown";
import { answerLines } from "./answer-lines";
import { CitationChip, Sources } from "./Citations";
import { FormCard } from "./FormCard";
import { TicketCard } from "./TicketCard";

interface MessageProps {
  message: Message;
  /** What it answers, when it is the answer to a form. */
  form?: Form;
  /** It asks something and nobody has answered. */
  open: boolean;
  onSend: (body: Outgoing) => Promise<boolean>;
  onRate: (message: string, rating: "up" | "down") => void;
  ticketHref?: (number: string) => string;
}

export const MessageView = memo(function MessageView({ message, form, open, onSend, onRate, ticketHref }: MessageProps) {
  if (message.role === "user") {
    return (
      <div title={fullTime(message.created_at)} className="max-w-[85%] self-end rounded-card bg-accent px-3 py-2 break-words whitespace-pre-wrap text-on-accent">
        <span className="sr-only">You: </span>
        {message.kind === "form_answer" ? <Answers message={message} form={form} /> : message.content}
      </div>
    );
  }
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
        <Bubble message={message}>
          <Markdown text={message.content} />
          {/* Once answered, the answer below says which it was. */}
          <div className={cx("mt-2 flex flex-wrap gap-2", !open && "hidden")}>
            {((message.data.options as { port: string; label?: string }[] | undefined) ?? []).map((option) => (
              <Button key={option.port} onClick={() => void onSend({ answer: { option: option.port } })} className="min-h-9 pointer-coarse:min-h-11">
                {option.label || option.port}
              </Button>
            ))}
          </div>
        </Bubble>
      );
    case "ticket":
      return <TicketCard ticket={message.data} note={message.content} href={ticketHref} />;
    case "error":
      return (
        <div className="flex max-w-[92%] gap-2 self-start rounded-card border border-danger bg-danger-soft px-3 py-2">
          <CircleAlert size={18} aria-hidden className="mt-px shrink-0 text-danger" />
          <span className="min-w-0 break-words">{message.content}</span>
        </div>
      );
    default:
      return <Reply message={message} onRate={onRate} />;
  }
});

function Bubble({ message, children }: { message: Message; children: React.ReactNode }) {
  return (
    <div title={fullTime(message.created_at)} className="max-w-[92%] self-start rounded-card border border-line bg-surface px-3 py-2">
      <span className="sr-only">Assistant: </span>
      {children}
    </div>
  );
}

/** Small for a mouse, a finger's width for a finger. */
const TOUCH = "text-muted! pointer-coarse:size-11";

function Reply({ message, onRate }: { message: Message; onRate: MessageProps["onRate"] }) {
  const citations = useMemo(() => (message.citations ?? []).map((one, index) => ({ ...one, n: one.n ?? index + 1 })), [message.citations]);
  const chip = useMemo<RenderCitation>(
    () => (n, key) => {
      const found = citations.find((one) => one.n === n);
      return found ? <CitationChip key={key} citation={found} /> : null;
    },
    [citations],
  );
  const rating = message.feedback?.rating;
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex max-w-[92%] flex-col gap-1 self-start">
      <Bubble message={message}>
        <Markdown text={message.content} citation={chip} />
      </Bubble>
      {citations.length > 0 && <Sources citations={citations} />}
      <div className="flex gap-1">
        <IconButton size="sm" label="Helpful" aria-pressed={rating === "up"} onClick={() => onRate(message.id, "up")} className={cx(TOUCH, rating === "up" && "bg-ok-soft text-ok!")}>
          <ThumbsUp size={14} aria-hidden />
        </IconButton>
        <IconButton size="sm" label="Not helpful" aria-pressed={rating === "down"} onClick={() => onRate(message.id, "down")} className={cx(TOUCH, rating === "down" && "bg-danger-soft text-danger!")}>
          <ThumbsDown size={14} aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label={copied ? "Copied" : "Copy"}
          className={TOUCH}
          onClick={() => navigator.clipboard?.writeText(message.content).then(() => setCopied(true), () => setCopied(false))}
        >
          <Copy size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

/** The form as it was sent: each answer under its label. */
function Answers({ message, form }: { message: Message; form?: Form }) {
  const lines = answerLines(message.data, form);
  if (lines.length === 0) return <>{message.content || "Not now"}</>;
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
