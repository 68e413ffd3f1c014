import { useQuery } from "@tanstack/react-query";
import { approvalsQuery } from "@/api/approvals";
import { ApprovalCard } from "./ApprovalCard";
import { waitingWords } from "./words";

/** Why a conversation rests: in words, and for an approval the decision itself, for those who are asked. */
export function RunWaiting({ run, waiting }: { run: string; waiting: Record<string, unknown> }) {
  const forApproval = waiting.for === "approval";
  const approvals = useQuery({ ...approvalsQuery("pending"), enabled: forApproval, retry: false });
  const mine = forApproval ? (approvals.data?.data ?? []).filter((approval) => approval.run_id === run && approval.may_decide) : [];
  const words = waitingWords(waiting);
  if (mine.length > 0) return mine.map((approval) => <ApprovalCard key={approval.id} approval={approval} />);
  return words && <p className="text-muted">{words}</p>;
}
