import { memo, useMemo, useState } from "react";
import { CircleAlert, Copy, ThumbsDown, ThumbsUp } from "lucide-react";
import type { Form, Message } from "@/api/types";
import type { Outgoing } from "@/api/chat";
import { cx } from "@/lib/cx";
import { fullTime } from "@/lib/time";
import { Button, IconButton } from "@/ui/button";
import { Markdown, type RenderCitation } from "@/ui/markdown";
import { CitationChip, Sources } from "./Citations";
import { FormCard } from "./FormCard";
import { TicketCard } from "./TicketCard";

interface MessageProps {
  message: Message;
  /** It asks something and nobody has answered. */
  open: boolean;
  onSend: (body: Outgoing) => Promise<boolean>;
  onRate: (message: string, rating: "up" | "down") => void;
  ticketHref?: (number: string) => string;
}

export const MessageView = memo(function MessageView({ message, open, onSend, onRate, ticketHref }: MessageProps) {
  if (message.role === "user") {
    return (
      <div title={fullTime(message.created_at)} className="max-w-[85%] self-end rounded-card bg-accent px-3 py-2 break-words whitespace-pre-wrap text-on-accent">
        <span className="sr-only">You: </span>
        {message.kind === "form_answer" && !message.content ? <Answers values={message.data.values} declined={message.data.declined === true} /> : message.content}
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
          <div className="mt-2 flex flex-wrap gap-2">
            {((message.data.options as { port: string; label?: string }[] | undefined) ?? []).map((option) => (
              <Button key={option.port} disabled={!open} onClick={() => void onSend({ answer: { option: option.port } })} className="min-h-9">
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
        <IconButton size="sm" label="Helpful" aria-pressed={rating === "up"} onClick={() => onRate(message.id, "up")} className={cx("text-muted!", rating === "up" && "bg-ok-soft text-ok!")}>
          <ThumbsUp size={14} aria-hidden />
        </IconButton>
        <IconButton size="sm" label="Not helpful" aria-pressed={rating === "down"} onClick={() => onRate(message.id, "down")} className={cx("text-muted!", rating === "down" && "bg-danger-soft text-danger!")}>
          <ThumbsDown size={14} aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label={copied ? "Copied" : "Copy"}
          className="text-muted!"
          onClick={() => navigator.clipboard?.writeText(message.content).then(() => setCopied(true), () => setCopied(false))}
        >
          <Copy size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function Answers({ values, declined }: { values: unknown; declined: boolean }) {
  if (declined) return <>Not now</>;
  const entries = Object.entries((values as Record<string, unknown> | undefined) ?? {});
  return (
    <dl>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="inline">{name}: </dt>
          <dd className="inline">{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
