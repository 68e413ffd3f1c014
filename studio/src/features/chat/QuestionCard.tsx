import { useState } from "react";
import { MessageCircleQuestion } from "lucide-react";
import type { Message } from "@/api/types";
import { t } from "@/i18n";
import { fullTime } from "@/lib/time";
import { SayForm } from "@/ui/say-form";

interface QuestionCardProps {
  message: Message;
  /** What came of it. */
  sequel?: Message;
  /** Absent for those whose conversation it is not. */
  onReply?: (message: Message, answer: string) => Promise<unknown>;
}

/** An approver asks back: answered here, and nowhere else, so that no ordinary message is ever taken for an answer. */
export default function QuestionCard({ message, sequel, onReply }: QuestionCardProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { name, title, until } = message.data as { name?: string; title?: string; until?: string | null };
  const answer = (text: string) => {
    setBusy(true);
    setError(null);
    onReply?.(message, text).catch(setError).finally(() => setBusy(false));
  };
  return (
    <section aria-label={t("Question about “{title}”", { title: title ?? "" })} data-question={sequel ? (sequel.data.event === "approval_answer" ? "answered" : "closed") : "open"} className="flex w-full max-w-lg flex-col gap-2 self-start rounded-card border border-line-strong bg-surface p-4">
      <p className="flex items-center gap-2 font-semibold">
        <MessageCircleQuestion size={18} aria-hidden className="shrink-0 text-accent" />
        <span className="min-w-0 break-words">{t("{name} asks about “{title}”", { name: name ?? "", title: title ?? "" })}</span>
      </p>
      <p className="break-words whitespace-pre-wrap">{message.content}</p>
      {sequel?.data.event === "approval_answer" && (
        <div className="border-l-2 border-line pl-3">
          <p className="text-xs text-muted">{onReply ? t("You answered, {time}", { time: fullTime(sequel.created_at) }) : t("Answered, {time}", { time: fullTime(sequel.created_at) })}</p>
          <p className="break-words whitespace-pre-wrap">{sequel.content}</p>
        </div>
      )}
      {sequel?.data.event === "approval_closed" && <p className="text-muted">{t("It was settled before this was answered.")}</p>}
      {!sequel && !onReply && <p className="text-muted">{t("Not answered yet.")}</p>}
      {!sequel && onReply && (
        <SayForm
          label={t("Your answer")}
          help={until ? t("{name} reads it before deciding, until {until} at the latest.", { name: name ?? "", until: fullTime(until) }) : t("{name} reads it before deciding.", { name: name ?? "" })}
          send={t("Answer")}
          maxLength={4_000}
          busy={busy}
          error={error}
          onSend={answer}
        />
      )}
    </section>
  );
}
