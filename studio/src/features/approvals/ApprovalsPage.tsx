import { type ReactNode, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Pager } from "@/ui/pager";
import { t } from "@/i18n";
import { type Approval, type ApprovalStatus, approvalsQuery } from "@/api/approvals";
import { Button, buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Select } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ApprovalCard } from "./ApprovalCard";
import { useHeld } from "./use-held";

/** The server knows each of these; together they are all there is. */
const CHOICES: { id: ApprovalStatus | "all"; label: string }[] = [
  { id: "pending", label: t("Waiting") },
  { id: "approved", label: t("Approved") },
  { id: "rejected", label: t("Rejected") },
  { id: "timeout", label: t("Expired") },
  { id: "cancelled", label: t("Withdrawn") },
  { id: "all", label: t("All of them") },
];

/** What runs ask people to decide, and what became of it. */
export function ApprovalsPage() {
  const [chosen, setChosen] = useState<ApprovalStatus | "all">("pending");
  const [page, setPage] = useState(1);
  const approvals = useQuery(approvalsQuery(chosen === "all" ? null : chosen, page));
  const list = approvals.data?.data ?? [];
  const pages = approvals.data?.meta.total_pages ?? 1;
  const isWaiting = chosen === "pending";
  const show = (next: typeof chosen) => {
    setChosen(next);
    setPage(1);
  };
  const empty = (
    <Empty
      title={isWaiting ? t("Nothing to decide") : t("None is like that")}
      example={isWaiting ? t("“Order a laptop for 1,200 euros?” You approve, reject with a reason, or hand it on to a colleague.") : t("“Order a laptop?” Approved by Ann Lee yesterday: “within the budget”.")}
      action={
        isWaiting ? (
          <Link to="/desk" className={buttonClass()}>
            {t("To the desk")}
          </Link>
        ) : (
          <Button onClick={() => show("pending")}>{t("What is waiting")}</Button>
        )
      }
    >
      {isWaiting ? t("When a flow asks for an approval and you are one of those who may give it, it is here.") : t("What was approved, rejected or not decided in time is kept here.")}
    </Empty>
  );
  return (
    <Page
      title={t("Approvals")}
      lead={t("What flows ask you to decide.")}
      wide
      actions={
        <Select aria-label={t("Which approvals")} value={chosen} className="w-auto!" onChange={(event) => show(event.target.value as typeof chosen)}>
          {CHOICES.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.label}
            </option>
          ))}
        </Select>
      }
    >
      {approvals.isPending && <Loading what={t("approvals")} />}
      {approvals.isError && <ErrorNote error={approvals.error} retry={() => void approvals.refetch()} />}
      <Cards key={`${chosen} ${page}`} list={list} empty={approvals.isSuccess ? empty : null} />
      <Pager page={page} pages={pages} onPage={setPage} />
    </Page>
  );
}

function Cards({ list, empty }: { list: Approval[]; empty: ReactNode }) {
  const cards = useHeld(list);
  if (cards.length === 0) return empty;
  return (
    <ul aria-label={t("Approvals")} className="grid items-start gap-4 xl:grid-cols-2">
      {cards.map((card) => (
        <li key={card.approval.id}>
          <ApprovalCard {...card} />
        </li>
      ))}
    </ul>
  );
}
