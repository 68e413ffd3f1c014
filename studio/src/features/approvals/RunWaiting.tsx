import { useQuery } from "@tanstack/react-query";
import { approvalsQuery } from "@/api/approvals";
import { ApprovalCard } from "./ApprovalCard";
import { waitingWords } from "./words";

/** Why a conversation rests: in words, and for an approval the card itself, to decide or to see who has decided what. */
export function RunWaiting({ run, waiting }: { run: string; waiting: Record<string, unknown> }) {
  const forApproval = waiting.for === "approval";
  const approvals = useQuery({ ...approvalsQuery("pending"), enabled: forApproval, retry: false });
  const seen = forApproval ? (approvals.data?.data ?? []).filter((approval) => approval.run_id === run) : [];
  const words = waitingWords(waiting);
  if (seen.length > 0) return seen.map((approval) => <ApprovalCard key={approval.id} approval={approval} />);
  return words && <p className="text-muted">{words}</p>;
}
