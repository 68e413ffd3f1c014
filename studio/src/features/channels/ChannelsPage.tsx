import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { flowQuery } from "@/api/flows";
import { t } from "@/i18n";
import { buttonClass } from "@/ui/button";
import { FlowPage } from "@/ui/flow-page";
import { ErrorNote, Loading } from "@/ui/notice";
import { ApiChannel } from "./ApiChannel";
import { ChatChannel } from "./ChatChannel";
import { WidgetChannel } from "./WidgetChannel";

/** Where people and programs reach a flow. */
export function ChannelsPage({ flow }: { flow: string }) {
  const about = useQuery(flowQuery(flow));
  const version = about.data?.published?.version ?? null;
  const publish = about.isSuccess && version === null && (
    <Link to="/flows/$flow" params={{ flow }} search={{ dialog: "publish" }} className={buttonClass("primary")}>
      {t("Publish…")}
    </Link>
  );
  return (
    <FlowPage flow={flow} name={t("Channels")} actions={publish}>
      {about.isPending && <Loading what={t("the channels")} />}
      {about.isError && <ErrorNote error={about.error} retry={() => void about.refetch()} />}
      {about.isSuccess && (
        <div className="flex flex-col gap-5">
          <ChatChannel flow={flow} isPublished={version !== null} />
          <WidgetChannel flow={flow} title={about.data.title || flow} isPublished={version !== null} />
          <ApiChannel flow={flow} version={version} />
        </div>
      )}
    </FlowPage>
  );
}
