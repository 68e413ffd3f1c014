import { type FormEvent, useId, useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { t } from "@/i18n";
import { type Approval, decide, type NewDecision } from "@/api/approvals";
import { asProblem } from "@/api/http";
import { ago, fullTime } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Field, Input, Textarea } from "@/ui/field";
import { JsonTree } from "@/ui/json";
import { ErrorNote, Note } from "@/ui/notice";
import { History } from "./History";
import { asked, modeWords, statusWords } from "./words";

const TONES: Record<string, Tone> = { pending: "wait", approved: "ok", rejected: "danger" };
type Way = NewDecision["decision"];
/** The card stands in the chat too. */
const FINGER = "pointer-coarse:h-11";

/** What is to be decided, everything that is known about it, and the decision itself. */
interface ApprovalCardProps {
  approval: Approval;
  /** Its place among the headings of the page. */
  heading?: "h2" | "h3";
  /** It stays where it was asked: once decided, who said what is what matters, and the facts are folded away. */
  isHistory?: boolean;
}

export function ApprovalCard({ approval: given, heading: Heading = "h2", isHistory = false }: ApprovalCardProps) {
  const client = useQueryClient();
  const [way, setWay] = useState<Way | null>(null);
  const [comment, setComment] = useState("");
  const [to, setTo] = useState("");
  const title = useId();
  const send = useMutation({
    mutationFn: (decision: Way) => decide(given.id, { decision, hash: given.hash, comment: comment.trim() || undefined, to: decision === "delegate" ? to.trim() : undefined }),
    onSuccess: () => setWay(null),
    // Whether it counted or somebody was faster: what the list shows now is old.
    onSettled: () => client.invalidateQueries({ queryKey: ["approvals"] }),
  });
  // Whichever is newer: what came of one's own decision, or what others have said since.
  const approval = send.data && send.data.updated_at >= given.updated_at ? send.data : given;
  const conflict = send.isError && asProblem(send.error).status === 409;
  const open = approval.status === "pending";
  const isDone = isHistory && !open;
  const hasFacts = Object.keys(approval.details).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (way && isReady) send.mutate(way);
  };
  const isReady = way === "approve" || (way === "reject" && comment.trim() !== "") || (way === "delegate" && /^\S+@\S+$/.test(to.trim()));
  return (
    <article aria-labelledby={title} data-approval={approval.id} data-status={approval.status} className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Heading id={title} className="min-w-0 font-semibold break-words">
          {approval.title}
        </Heading>
        <Badge tone={TONES[approval.status] ?? "neutral"}>{statusWords(approval.status)}</Badge>
      </div>
      {isDone ? (
        <>
          <History approval={approval} />
          {hasFacts && (
            <details>
              <summary className="cursor-pointer py-0.5 text-muted pointer-coarse:py-3">{t("What was asked")}</summary>
              <Facts of={approval.details} />
            </details>
          )}
        </>
      ) : (
        <>
          {hasFacts && <Facts of={approval.details} />}
          <p className="text-xs text-muted">
            {open && `${t("Asked: {people}. {mode}", { people: asked(approval.approvers), mode: modeWords(approval.mode) })} `}
            {open && approval.until
              ? t("{flow}, {ago}. Decide by {until}.", { flow: approval.flow, ago: ago(approval.created_at), until: fullTime(approval.until) })
              : t("{flow}, {ago}.", { flow: approval.flow, ago: ago(approval.created_at) })}
          </p>
          <History approval={approval} />
        </>
      )}
      {conflict && <Note tone="info">{asProblem(send.error).message} {t("Nothing was changed by your answer.")}</Note>}
      {send.isError && !conflict && <ErrorNote error={send.error} />}
      {open && !approval.may_decide && !send.isSuccess && <p className="text-xs text-muted">{t("You are not asked, or have decided already.")}</p>}
      {open && !approval.may_decide && send.isSuccess && <Note tone="ok">{t("Your answer is recorded.")}</Note>}
      {open && approval.may_decide && !conflict && way === null && (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" className={FINGER} onClick={() => setWay("approve")}>
            {t("Approve…")}
          </Button>
          <Button look="danger" className={FINGER} onClick={() => setWay("reject")}>
            {t("Reject…")}
          </Button>
          <Button className={FINGER} onClick={() => setWay("delegate")}>{t("Delegate…")}</Button>
        </div>
      )}
      {open && approval.may_decide && !conflict && way !== null && (
        <form onSubmit={submit} className="flex flex-col gap-3">
          {way === "delegate" && (
            <Field label={t("Colleague’s e-mail")} required help={t("They decide instead of you.")}>
              {(ids) => <Input {...ids} type="email" className={FINGER} value={to} onChange={(event) => setTo(event.target.value)} />}
            </Field>
          )}
          <Field label={t("Comment")} required={way === "reject"} help={way === "reject" ? t("Why not: whoever asked will read it.") : undefined}>
            {(ids) => <Textarea {...ids} rows={2} maxLength={2_000} value={comment} onChange={(event) => setComment(event.target.value)} />}
          </Field>
          <div className="flex gap-2">
            <Button type="submit" className={FINGER} look={way === "reject" ? "danger" : "primary"} busy={send.isPending} disabled={!isReady}>
              {way === "approve" ? t("Approve") : way === "reject" ? t("Reject") : t("Delegate")}
            </Button>
            <Button className={FINGER} disabled={send.isPending} onClick={() => setWay(null)}>
              {t("Back")}
            </Button>
          </div>
        </form>
      )}
    </article>
  );
}

function Facts({ of: details }: { of: Approval["details"] }) {
  return (
    <dl className="grid grid-cols-[minmax(80px,auto)_1fr] gap-x-4 gap-y-1">
      {Object.entries(details).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words whitespace-pre-wrap">{typeof value === "object" && value !== null ? <JsonTree value={value} /> : String(value ?? "–")}</dd>
        </div>
      ))}
    </dl>
  );
}
