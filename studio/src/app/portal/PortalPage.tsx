import { type ReactNode, Suspense, useEffect, useId } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { approvalQuery, approvalsQuery, askedOfMeQuery } from "@/api/approvals";
import { assistantsQuery } from "@/api/chat";
import { asProblem } from "@/api/http";
import { logout, meQuery } from "@/api/session";
import type { Me } from "@/api/types";
import { ApprovalCard } from "@/features/approvals/ApprovalCard";
import { useHeld } from "@/features/approvals/use-held";
import { TicketCard } from "@/features/chat/TicketCard";
import { Ask, Assistants } from "@/features/portal/Assistants";
import { MyConversations } from "@/features/portal/MyConversations";
import { MyTickets } from "@/features/portal/MyTickets";
import { Questions } from "@/features/portal/Questions";
import { LoginForm } from "@/features/session/LoginForm";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { Button } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { ErrorNote, Loading } from "@/ui/notice";
import { ChatHeader } from "../chat/ChatHeader";

const NotifyHere = lazily(() => import("@/features/push/NotifyHere"));

/** `/approvals/<id>`: the same page with one approval first. */
const wanted = /^\/approvals\/([^/]+)/.exec(location.pathname)?.[1] ?? null;

/** `/portal?ticket=<number>`: one’s ticket first. */
const wantedTicket = new URLSearchParams(location.search).get("ticket");

/** `/portal`: where people who need help begin. */
export function PortalPage() {
  const me = useQuery(meQuery);
  useEffect(() => {
    document.title = t("Help");
  }, []);
  if (me.isPending) return <Loading what={t("the page")} />;
  if (me.isError && asProblem(me.error).status === 401) return <LoginForm lead={t("Help")} onDone={() => void me.refetch()} />;
  if (me.isError) return <ErrorNote error={me.error} retry={() => void me.refetch()} className="m-8" />;
  return <Portal me={me.data} />;
}

function Portal({ me }: { me: Me }) {
  const client = useQueryClient();
  const assistants = useQuery(assistantsQuery);
  const list = assistants.data ?? [];
  const approvals = useQuery({ ...approvalsQuery("pending"), retry: false });
  const mine = useHeld((approvals.data?.data ?? []).filter((approval) => approval.may_decide && approval.id !== wanted));
  const questions = useQuery(askedOfMeQuery);
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <ChatHeader title={me.tenant.name}>
        <Button look="ghost" className="h-11!" onClick={() => void logout().finally(() => client.resetQueries({ queryKey: ["me"] }))}>
          <LogOut size={18} aria-hidden /> {t("Sign out")}
        </Button>
      </ChatHeader>
      {/* What is in it is as wide as what is in the header. */}
      <main className="flex flex-1 flex-col items-center gap-6 px-3 py-6 pb-[max(24px,env(safe-area-inset-bottom))] *:w-full *:max-w-2xl">
        {wanted !== null && <Wanted id={wanted} />}
        {wantedTicket !== null && (
          <Part title={t("Ticket {number}", { number: wantedTicket })}>
            <TicketCard known={{ number: wantedTicket }} note="" />
          </Part>
        )}
        {list.length > 0 && <Ask assistants={list} />}
        {assistants.isError && <ErrorNote error={assistants.error} retry={() => void assistants.refetch()} />}
        {(questions.data?.length ?? 0) > 0 && (
          <Part title={t("Questions for you")}>
            <Questions list={questions.data ?? []} />
          </Part>
        )}
        {mine.length > 0 && (
          <Part title={t("Waiting for your decision")}>
            <ul className="flex flex-col gap-3">
              {mine.map((card) => (
                <li key={card.approval.id}>
                  <ApprovalCard {...card} heading="h3" />
                </li>
              ))}
            </ul>
          </Part>
        )}
        <Part title={t("My tickets")}>
          <MyTickets card={(ticket) => <TicketCard known={{ ...ticket }} note="" href={may(me.permissions, "tickets:read") ? (number) => `/desk/${number}` : undefined} />} />
        </Part>
        <Part title={t("My conversations")}>
          <MyConversations />
        </Part>
        {list.length > 0 && (
          <Part title={t("Assistants")}>
            <Assistants assistants={list} />
          </Part>
        )}
        <Part title={t("Notices on this device")}>
          <Suspense fallback={<div className="h-24" />}>
            <NotifyHere />
          </Suspense>
        </Part>
        {assistants.isSuccess && list.length === 0 && <p className="text-muted">{t("No assistant is published yet. Somebody has to publish a flow first.")}</p>}
      </main>
    </div>
  );
}

/** The one approval that a notice or a mail leads to. */
function Wanted({ id }: { id: string }) {
  const approval = useQuery({ ...approvalQuery(id), refetchInterval: 15_000 });
  return (
    <Part title={t("Approval")}>
      {approval.isPending && <Loading what={t("the approval")} />}
      {approval.isError && (asProblem(approval.error).status === 404 ? <p className="text-muted">{t("There is no such approval, or it is not yours to see.")}</p> : <ErrorNote error={approval.error} retry={() => void approval.refetch()} />)}
      {approval.data && <ApprovalCard approval={approval.data} heading="h3" />}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-[16px] leading-6 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
