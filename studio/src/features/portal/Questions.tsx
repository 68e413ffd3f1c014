import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AskedOfMe } from "@/api/approvals";
import { answerQuestion } from "@/api/chat";
import { t } from "@/i18n";
import { ago, fullTime } from "@/lib/time";
import { SayForm } from "@/ui/say-form";

/** What approvers want to know about what one has asked for. */
export function Questions({ list }: { list: AskedOfMe[] }) {
  return (
    <ul aria-label={t("Questions for you")} className="flex flex-col gap-3">
      {list.map((one) => (
        <li key={one.id} className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4">
          <p className="font-semibold break-words">{t("{name} asks about “{title}”", { name: one.by, title: one.title })}</p>
          <p className="break-words whitespace-pre-wrap">{one.question}</p>
          <p className="text-xs text-muted" title={fullTime(one.asked_at)}>
            {one.until ? t("{ago}. It goes on without an answer on {until}.", { ago: ago(one.asked_at), until: fullTime(one.until) }) : ago(one.asked_at)}
          </p>
          <Answer to={one} />
        </li>
      ))}
    </ul>
  );
}

function Answer({ to }: { to: AskedOfMe }) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (text: string) => answerQuestion(to.approval_id, to.id, text),
    onSuccess: () => client.invalidateQueries({ queryKey: ["approvals"] }),
  });
  return <SayForm label={t("Your answer")} send={t("Answer")} maxLength={4_000} busy={send.isPending} error={send.error} onSend={(text) => send.mutate(text)} />;
}
