import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Approval, Question } from "@/api/approvals";
import { answerQuestion } from "@/api/chat";
import { t } from "@/i18n";
import { SayForm } from "@/ui/say-form";

/** What the reader is asked, being the one it is for. */
export function Answers({ approval }: { approval: Approval }) {
  return approval.questions.filter((one) => !one.answer).map((one) => <ToAnswer key={one.id} approval={approval.id} question={one} />);
}

function ToAnswer({ approval, question }: { approval: string; question: Question }) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (text: string) => answerQuestion(approval, question.id, text),
    onSettled: () => client.invalidateQueries({ queryKey: ["approvals"] }),
  });
  return <SayForm label={t("Your answer to {who}: “{question}”", { who: question.by, question: question.question })} send={t("Answer")} maxLength={4_000} busy={send.isPending} error={send.error} onSend={(text) => send.mutate(text)} />;
}
