import { useQuery } from "@tanstack/react-query";
import { channelsQuery } from "@/api/channels";
import { meQuery } from "@/api/session";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { widgetSnippet } from "@/lib/widget-snippet";
import { Badge } from "@/ui/badge";
import { Snippet } from "@/ui/copy";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";
import { WidgetForm } from "./WidgetForm";

/** The assistant in the corner of other pages. */
export function WidgetChannel({ flow, title, isPublished }: { flow: string; title: string; isPublished: boolean }) {
  const channels = useQuery(channelsQuery(flow));
  const me = useQuery(meQuery);
  // A server without it has no such channel.
  if (channels.data === null) return null;
  const widget = channels.data?.data.widget;
  return (
    <Card title={t("Website widget")} aside={widget && <Badge tone={widget.enabled ? (isPublished ? "ok" : "warn") : "neutral"}>{widget.enabled ? (isPublished ? t("on") : t("on, but nothing is published")) : t("off")}</Badge>}>
      <div className="flex flex-col gap-5 p-4">
        {channels.isPending && <Loading what={t("the widget")} />}
        {channels.isError && <ErrorNote error={channels.error} retry={() => void channels.refetch()} />}
        {channels.data && <WidgetForm key={channels.dataUpdatedAt} flow={flow} title={title} loaded={channels.data} readOnly={!may(me.data?.permissions ?? [], "flows:publish")} />}
        {widget?.enabled && widget.public_id && (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t("Put this into the page, before the closing body tag")}</h3>
            <Snippet label={t("Snippet for websites")} text={widgetSnippet(location.origin, { ...widget, public_id: widget.public_id })} />
            <p className="text-muted">{t("It names the assistant and holds no key: who may show it is decided by the list of websites.")}</p>
          </section>
        )}
      </div>
    </Card>
  );
}
