import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { flowQuery } from "@/api/flows";
import { t } from "@/i18n";
import { Badge } from "./badge";
import { FlowTabs } from "./flow-tabs";
import { Page } from "./page";

interface FlowPageProps {
  flow: string;
  /** Which of the flow's pages it is. */
  name: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a flow's pages that draw no canvas: whose they are, what can be done, and the way to the others, in the same places on each. */
export function FlowPage({ flow, name, actions, children }: FlowPageProps) {
  const about = useQuery(flowQuery(flow));
  const title = about.data?.title || flow;
  return (
    <Page
      title={title}
      tab={`${name} · ${title}`}
      wide
      actions={actions}
      tabs={<FlowTabs flow={flow} />}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-mono text-xs">{flow}</span>
          {about.data && (about.data.published ? <Badge tone="ok">{t("v{version}", { version: about.data.published.version })}</Badge> : <Badge>{t("draft")}</Badge>)}
          {about.data?.published && about.data.dirty && <Badge tone="warn">{t("unpublished changes")}</Badge>}
        </span>
      }
    >
      {children}
    </Page>
  );
}
