import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Pager } from "@/ui/pager";
import { t } from "@/i18n";
import { approvalsQuery } from "@/api/approvals";
import { Button, buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ApprovalCard } from "./ApprovalCard";

/** What runs ask people to decide. */
export function ApprovalsPage() {
  const [status, setStatus] = useState<"pending" | "decided">("pending");
  const [page, setPage] = useState(1);
  const approvals = useQuery(approvalsQuery(status, page));
  const list = approvals.data?.data ?? [];
  const pages = approvals.data?.meta.total_pages ?? 1;
  const show = (next: typeof status) => {
    setStatus(next);
    setPage(1);
  };
  return (
    <Page
      title={t("Approvals")}
      lead={t("What flows ask you to decide.")}
      wide
      actions={(["pending", "decided"] as const).map((one) => (
        <Button key={one} aria-pressed={status === one} className={status === one ? "border-accent! text-accent!" : ""} onClick={() => show(one)}>
          {one === "pending" ? t("Waiting") : t("Decided")}
        </Button>
      ))}
    >
      {approvals.isPending && <Loading what={t("approvals")} />}
      {approvals.isError && <ErrorNote error={approvals.error} retry={() => void approvals.refetch()} />}
      {approvals.isSuccess && list.length === 0 && (
        <Empty
          title={status === "pending" ? t("Nothing to decide") : t("Nothing decided yet")}
          example={status === "pending" ? t("“Order a laptop for 1,200 euros?” You approve, reject with a reason, or hand it on to a colleague.") : t("“Order a laptop?” Approved by Ann Lee yesterday: “within the budget”.")}
          action={
            status === "pending" ? (
              <Link to="/desk" className={buttonClass()}>
                {t("To the desk")}
              </Link>
            ) : (
              <Button onClick={() => show("pending")}>{t("What is waiting")}</Button>
            )
          }
        >
          {status === "pending" ? t("When a flow asks for an approval and you are one of those who may give it, it is here.") : t("What was approved, rejected or not decided in time is kept here.")}
        </Empty>
      )}
      <ul aria-label={t("Approvals")} className="grid items-start gap-4 empty:hidden xl:grid-cols-2">
        {list.map((approval) => (
          <li key={approval.id}>
            <ApprovalCard approval={approval} />
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} onPage={setPage} />
    </Page>
  );
}
