import { Link, useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { flowQuery, versionsQuery } from "@/api/flows";
import { meQuery } from "@/api/session";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { FlowPage } from "@/ui/flow-page";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";
import { Environments } from "./Environments";
import { HistoryList } from "./HistoryList";

/** Which version runs where, and everything that was ever published. */
export function HistoryPage({ flow }: { flow: string }) {
  const about = useQuery(flowQuery(flow));
  const versions = useQuery(versionsQuery(flow));
  const me = useQuery(meQuery);
  const navigate = useNavigate();
  const mayWrite = me.data !== undefined && may(me.data.permissions, "flows:write");
  // The editor does it, so that it can be undone there.
  const restore = (version: number) => void navigate({ to: "/flows/$flow", params: { flow }, state: { restore: version } });
  const newest = versions.data?.[0];
  const publish = (
    <Link to="/flows/$flow" params={{ flow }} search={{ dialog: "publish" }} className={buttonClass("primary")}>
      {t("Publish…")}
    </Link>
  );
  return (
    <FlowPage
      flow={flow}
      name={t("Versions")}
      actions={
        newest && (
          <>
            <Link to="/flows/$flow/versions" params={{ flow }} search={{ base: String(newest.version), head: "draft" }} className={buttonClass()}>
              <GitCompareArrows size={16} aria-hidden /> {about.data?.dirty ? t("What the draft changes") : t("Compare")}
            </Link>
            {mayWrite && about.data?.dirty && publish}
          </>
        )
      }
    >
      {versions.isPending && <Loading what={t("versions")} />}
      {versions.isError && <ErrorNote error={versions.error} retry={() => void versions.refetch()} />}
      {versions.data?.length === 0 && (
        <Empty title={t("Nothing is published yet")} action={mayWrite && publish} example={t("Version 3, “Shorter answers”: 2 nodes changed, 1 new test. Production uses it.")}>
          {t("Publishing freezes the draft as version 1: the chat page then uses it, and every later change can be compared with it and rolled back to it.")}
        </Empty>
      )}
      {versions.data && newest && (
        <>
          <Environments flow={flow} versions={versions.data} />
          <Card title={t("History")}>
            <HistoryList flow={flow} versions={versions.data} onRestore={mayWrite ? restore : undefined} />
          </Card>
        </>
      )}
    </FlowPage>
  );
}
