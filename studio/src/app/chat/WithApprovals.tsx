import { type ReactNode, Suspense, useEffect } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { askedQuery } from "@/api/approvals";
import { RunWaiting } from "@/features/approvals/RunWaiting";
import type { Insert } from "@/features/chat/inserts";
import type { Chat } from "@/features/chat/use-chat";
import { lazily } from "@/ui/lazily";

// Most conversations have none.
const ApprovalCard = lazily(async () => ({ default: (await import("@/features/approvals/ApprovalCard")).ApprovalCard }));

interface WithApprovalsProps {
  chat: Chat;
  children: (extras: { inserts: Insert[]; waiting: (run: string, waiting: Record<string, unknown>) => ReactNode }) => ReactNode;
}

/** The approvals that runs of a conversation ask for, each where it was asked: to be decided, and afterwards who decided what. */
export function WithApprovals({ chat, children }: WithApprovalsProps) {
  const { conversation } = chat;
  const client = useQueryClient();
  const { run, waiting: reason } = chat.state;
  const isAsking = run?.status === "waiting" && reason?.for === "approval";
  // Others decide too, and nothing is said of it here before the run goes on.
  const asked = useQuery({ ...askedQuery(conversation ?? ""), enabled: conversation !== null, refetchInterval: isAsking ? 15_000 : false });
  // A run that begins to wait asks; one that goes on has its answer. What approvers ask back, and are told, is part of it.
  const spoken = chat.state.messages.findLast((message) => String(message.data.event).startsWith("approval_"))?.id ?? "";
  const moved = run && `${run.id} ${run.status} ${spoken}`;
  useEffect(() => {
    if (moved) void client.invalidateQueries({ queryKey: ["approvals"] });
  }, [client, moved]);
  const approvals = asked.data ?? [];
  const inserts = approvals.map((approval) => ({
    id: approval.id,
    run: approval.run_id,
    at: approval.created_at,
    content: (
      <Suspense fallback={<div className="h-40" />}>
        <ApprovalCard approval={approval} isHistory />
      </Suspense>
    ),
  }));
  const waiting = (id: string, why: Record<string, unknown>) => (
    <RunWaiting waiting={why} isShown={why.for === "approval" && approvals.some((one) => one.run_id === id && one.status === "pending")} />
  );
  return children({ inserts, waiting });
}
