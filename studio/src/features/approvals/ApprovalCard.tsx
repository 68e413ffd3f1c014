import { type FormEvent, useId, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@/i18n";
import { type Approval, approvalQuery, askBack, decide, type NewDecision } from "@/api/approvals";
import { asProblem } from "@/api/http";
import { ago, fullTime } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Field, Input, Textarea } from "@/ui/field";
import { JsonTree } from "@/ui/json";
import { ErrorNote, Note } from "@/ui/notice";
import { Answers } from "./Answers";
import { History } from "./History";
import { asked, asker, askHelp, endWords, modeWords, statusWords } from "./words";

const TONES: Record<string, Tone> = { pending: "wait", approved: "ok", rejected: "danger" };
type Way = NewDecision["decision"] | "ask";
/** The card stands in the chat too. */
const FINGER = "pointer-coarse:h-11";

/** What is to be decided, everything that is known about it, and the decision itself. */
interface ApprovalCardProps {
  approval: Approval;
  /** Its place among the headings of the page. */
  heading?: "h2" | "h3";
  /** It stays where it was asked: once decided, who said what is what matters, and the facts are folded away. */
  isHistory?: boolean;
  /** The list has moved on without it. */
  isGone?: boolean;
  /** Somebody begins to decide here, or is done with it: until then the card is not to be taken away. */
  onHold?: (isHeld: boolean) => void;
}

export function ApprovalCard({ approval: given, heading: Heading = "h2", isHistory = false, isGone = false, onHold }: ApprovalCardProps) {
  const client = useQueryClient();
  const [way, setWay] = useState<Way | null>(null);
  const [comment, setComment] = useState("");
  const [to, setTo] = useState("");
  const title = useId();
  const begin = (next: Way) => {
    setWay(next);
    onHold?.(true);
  };
  // What is typed may be wanted for another answer.
  const back = () => {
    setWay(null);
    if (send.isError) send.reset();
    onHold?.(false);
  };
  function leave() {
    setWay(null);
    setComment("");
    setTo("");
    onHold?.(false);
  }
  const send = useMutation({
    mutationFn: (decision: Way) =>
      decision === "ask"
        ? askBack(given.id, comment.trim())
        : decide(given.id, { decision, hash: given.hash, comment: comment.trim() || undefined, to: decision === "delegate" ? to.trim() : undefined }),
    onSuccess: leave,
    // Whether it counted or somebody was faster: what the list shows now is old.
    onSettled: () => void client.invalidateQueries({ queryKey: ["approvals"] }),
  });
  // Why it did not count, or where it went, is not in what the list said last.
  const fresh = useQuery({ ...approvalQuery(given.id), enabled: isGone || send.isError });
  // Whichever is newer: what came of one's own decision, or what others have said since.
  const approval = [send.data, fresh.data].reduce<Approval>((newest, one) => (one && one.updated_at >= newest.updated_at ? one : newest), given);
  const conflict = send.isError && asProblem(send.error).status === 409;
  const open = approval.status === "pending";
  const isOvertaken = conflict || (way !== null && !send.isPending && (!open || !approval.may_decide));
  const isDone = isHistory && !open;
  const hasFacts = Object.keys(approval.details).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (way && isReady) send.mutate(way);
  };
  const isReady = way === "approve" || ((way === "reject" || way === "ask") && comment.trim() !== "") || (way === "delegate" && /^\S+@\S+$/.test(to.trim()));
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
            {approval.asker && `${t("{who} asks for it.", { who: asker(approval.asker) })} `}
            {open && approval.until
              ? t("{flow}, {ago}. Decide by {until}.", { flow: approval.flow, ago: ago(approval.created_at), until: fullTime(approval.until) })
              : t("{flow}, {ago}.", { flow: approval.flow, ago: ago(approval.created_at) })}
          </p>
          <History approval={approval} />
          {approval.may_answer && <Answers approval={approval} />}
        </>
      )}
      {isOvertaken && (
        <Overtaken
          what={open ? (conflict ? asProblem(send.error).message : t("This is not yours to decide any more.")) : endWords(approval)}
          wasSent={send.isError}
          typed={[way === "delegate" ? to : "", comment].map((words) => words.trim()).filter(Boolean)}
          onDismiss={() => {
            send.reset();
            leave();
          }}
        />
      )}
      {send.isError && !isOvertaken && <ErrorNote error={send.error} />}
      {open && !approval.may_decide && !send.isSuccess && !isOvertaken && <p className="text-xs text-muted">{t("You are not asked, or have decided already.")}</p>}
      {open && !approval.may_decide && send.isSuccess && <Note tone="ok">{t("Your answer is recorded.")}</Note>}
      {open && approval.may_decide && !isOvertaken && way === null && (
        <div data-actions className="flex flex-wrap gap-2">
          <Button look="primary" className={FINGER} onClick={() => begin("approve")}>
            {t("Approve…")}
          </Button>
          <Button look="danger" className={FINGER} onClick={() => begin("reject")}>
            {t("Reject…")}
          </Button>
          {approval.may_ask && <Button className={FINGER} onClick={() => begin("ask")}>{t("Ask back…")}</Button>}
          <Button className={FINGER} onClick={() => begin("delegate")}>{t("Delegate…")}</Button>
        </div>
      )}
      {open && approval.may_decide && !isOvertaken && way !== null && (
        <form onSubmit={submit} className="flex flex-col gap-3">
          {way === "delegate" && (
            <Field label={t("Colleague’s e-mail")} required help={t("They decide instead of you.")}>
              {(ids) => <Input {...ids} type="email" className={FINGER} value={to} onChange={(event) => setTo(event.target.value)} />}
            </Field>
          )}
          <Field label={way === "ask" ? t("Question") : t("Comment")} required={way === "reject" || way === "ask"} help={way === "reject" ? t("Why not: whoever asked will read it.") : way === "ask" ? askHelp(approval) : undefined}>
            {(ids) => <Textarea {...ids} rows={2} maxLength={2_000} value={comment} onChange={(event) => setComment(event.target.value)} />}
          </Field>
          <div data-actions className="flex gap-2">
            <Button type="submit" className={FINGER} look={way === "reject" ? "danger" : "primary"} busy={send.isPending} disabled={!isReady}>
              {way === "approve" ? t("Approve") : way === "reject" ? t("Reject") : way === "ask" ? t("Ask back") : t("Delegate")}
            </Button>
            <Button className={FINGER} disabled={send.isPending} onClick={back}>
              {t("Back")}
            </Button>
          </div>
        </form>
      )}
    </article>
  );
}

interface OvertakenProps {
  what: string;
  /** The answer was given, and came too late. */
  wasSent: boolean;
  typed: string[];
  onDismiss: () => void;
}

/** Somebody was faster: what came of it, and what was typed here, until it has been read. */
function Overtaken({ what, wasSent, typed, onDismiss }: OvertakenProps) {
  return (
    <div className="flex flex-col items-start gap-2">
      <Note tone="info" className="self-stretch">
        {what} {wasSent ? t("Nothing was changed by your answer.") : t("Your answer was not sent.")}
      </Note>
      {typed.length > 0 && (
        <div className="text-node">
          <p className="text-muted">{t("What you wrote:")}</p>
          {typed.map((words) => (
            <q key={words} className="block break-words whitespace-pre-wrap">{words}</q>
          ))}
        </div>
      )}
      <Button className={FINGER} onClick={onDismiss}>{t("Dismiss")}</Button>
    </div>
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
