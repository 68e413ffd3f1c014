import { Suspense } from "react";
import { useQuery } from "@tanstack/react-query";
import { t } from "@/i18n";
import { checklistQuery } from "@/api/admin";
import type { Me } from "@/api/types";
import { may } from "@/lib/may";
import { buttonClass } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { Loading } from "@/ui/notice";
import { Card, Page } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { Checklist } from "./Checklist";
import { Failing, Flows, TestsRed, Unpublished } from "./BuilderLists";
import { Approvals, Queue, Unassigned } from "./DeskLists";

// Only for those who run it, and the last on the page.
const Operations = lazily(async () => ({ default: (await import("./Operations")).Operations }));

/** Home by what one may do: a builder's flows, an agent's queue, an administrator's server. */
export function HomePage({ me }: { me: Me }) {
  const builds = may(me.permissions, "flows:read");
  const answers = may(me.permissions, "tickets:read");
  const works = may(me.permissions, "tickets:write");
  const leads = may(me.permissions, "settings:write");
  // The first steps stand above everything else: coming late, they would push away what one is about to click.
  const steps = useQuery({ ...checklistQuery, enabled: leads });
  if (leads && steps.isPending) return <Loading what={t("your page")} />;
  return (
    <Page wide title={t("Hello, {name}", { name: me.name.split(" ")[0] ?? me.name })} lead={me.tenant.name}>
      {leads && <Checklist canHide />}
      {/* The last of an odd number has the row for itself. */}
      <div className="grid grid-cols-1 gap-5 empty:hidden lg:grid-cols-2 lg:[&>:last-child:nth-child(odd)]:col-span-2">
        {answers && <Approvals />}
        {works && <Queue me={me.id} />}
        {answers && <Unassigned />}
        {may(me.permissions, "flows:write") && <TestsRed />}
        {may(me.permissions, "flows:write") && <Unpublished />}
        {builds && <Flows />}
        {/* What they link to is drawn on its flow. */}
        {builds && may(me.permissions, "runs:read") && <Failing />}
        {leads && (
          <Suspense fallback={<Card title={t("Operation")}><Skeleton what={t("the state of the server")} /></Card>}>
            <Operations />
          </Suspense>
        )}
      </div>
      {!builds && !answers && (
        <Card title={t("Ask the assistant")} className="max-w-md">
          <div className="flex flex-col items-start gap-3 p-4">
            <p className="text-muted">{t("Describe your problem in your own words; if the answer does not help, a ticket is made for you.")}</p>
            <a href="/portal" className={buttonClass("primary")}>
              {t("Open the help page")}
            </a>
          </div>
        </Card>
      )}
    </Page>
  );
}
