// What a run says and asks that no chat shows: one that was begun with an input of one's own, or made of another run.
import { type FormEvent, useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { approvalsQuery } from "@/api/approvals";
import type { AnswerBody } from "@/api/chat";
import { answerRun, getRun, runQuery } from "@/api/runs";
import type { Form } from "@/api/types";
import { useRun } from "@/editor/context";
import type { RunView, Step } from "@/editor/runs/fold-events";
import { ApprovalCard } from "@/features/approvals/ApprovalCard";
import { FormCard } from "@/features/chat/FormCard";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Input } from "@/ui/field";
import { Markdown } from "@/ui/markdown";
import { ErrorNote } from "@/ui/notice";

/** So many of its last replies. */
const REPLIES = 3;

interface Asks {
  for: string;
  node: string;
  question?: string;
  options?: { port: string; label?: string }[];
  form?: Form;
  values?: Record<string, unknown>;
  errors?: { field: string; message: string }[];
  skippable?: boolean;
}

export function BesideChat({ canAct }: { canAct: boolean }) {
  const view = useRun((state) => state.now);
  const moment = useRun((state) => state.at);
  const run = useQuery({ ...runQuery(view?.id ?? ""), enabled: view !== null });
  // Of a conversation the chat tells; of a moment in the past the values do.
  if (!view || moment !== null || !run.data || run.data.conversation_id !== null) return null;
  const said = repliesOf(view.steps);
  const waits = view.status === "waiting" && !view.waitingFor?.breakpoint;
  if (said.length === 0 && !waits) return null;
  return (
    <section aria-label={t("What it says and asks")} className="mx-2 mb-2 flex flex-col gap-2 rounded-control border border-line bg-surface px-3 py-2">
      {said.map((step) => (
        <Markdown key={step.key} text={String((step.output as { text: string }).text)} />
      ))}
      {waits && <Question key={`${view.id} ${view.waitingFor?.node} ${lastSeq(view)}`} view={view} canAct={canAct} />}
    </section>
  );
}

const repliesOf = (steps: Step[]): Step[] => steps.filter((step) => step.kind === "reply" && step.status === "done" && typeof (step.output as { text?: unknown } | null)?.text === "string").slice(-REPLIES);

/** The event by which it began to wait. */
const lastSeq = (view: RunView): number => view.steps.findLast((step) => step.status === "waiting")?.seq ?? 0;

function Question({ view, canAct }: { view: RunView; canAct: boolean }) {
  const asked = useQuery({ queryKey: ["run", view.id, "asks", view.waitingFor?.node, lastSeq(view)], queryFn: async () => ((await getRun(view.id)).waiting ?? null) as Asks | null });
  const answer = useMutation({ mutationFn: (body: AnswerBody & { text?: string }) => answerRun(view.id, asked.data?.node ?? "", body) });
  if (asked.isError) return <ErrorNote error={asked.error} retry={() => void asked.refetch()} />;
  const asks = asked.data;
  if (!asks) return null;
  if (asks.for === "approval") return <Approval run={view.id} />;
  if (asks.for !== "user") return null;
  const send = async (body: AnswerBody & { text?: string }): Promise<boolean> => answer.mutateAsync(body).then(() => true, () => false);
  return (
    <>
      {!asks.form && asks.question && <Markdown text={asks.question} />}
      {canAct && asks.form && <FormCard question={asks.question ?? ""} form={asks.form} values={asks.values ?? {}} errors={asks.errors ?? []} skippable={asks.skippable !== false} open onAnswer={send} />}
      {canAct && asks.options && (
        <div data-actions className="flex flex-wrap gap-2">
          {asks.options.map((option) => (
            <Button key={option.port} size="sm" busy={answer.isPending} onClick={() => void send({ option: option.port })}>
              {option.label || option.port}
            </Button>
          ))}
        </div>
      )}
      {canAct && !asks.form && <InWords busy={answer.isPending} onSend={(text) => send({ text })} />}
      {answer.isError && <ErrorNote error={answer.error} />}
    </>
  );
}

function InWords({ busy, onSend }: { busy: boolean; onSend: (text: string) => Promise<boolean> }) {
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) void onSend(text.trim());
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <Input aria-label={t("Answer")} value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" busy={busy} disabled={text.trim() === ""}>
        {t("Send")}
      </Button>
    </form>
  );
}

function Approval({ run }: { run: string }) {
  const asked = useQuery(approvalsQuery("pending"));
  const mine = asked.data?.data.filter((one) => one.run_id === run) ?? [];
  return mine.map((approval) => <ApprovalCard key={approval.id} approval={approval} heading="h3" />);
}
