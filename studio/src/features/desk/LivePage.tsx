import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { liveQuery } from "@/api/desk";
import type { LiveConversation } from "@/api/types";
import { t } from "@/i18n";
import { titleOfFlow } from "@/lib/assistant";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Empty } from "@/ui/empty";
import { Face } from "@/ui/face";
import { ErrorNote, Loading } from "@/ui/notice";
import { Page } from "@/ui/page";

/** Who waits for a person, and who talks with one. Those who wait longest come first. */
export function LivePage() {
  const live = useQuery(liveQuery);
  return (
    <Page title={t("Live conversations")} lead={t("People who asked for somebody, or whom an assistant handed over. Those who wait longest come first.")} wide>
      {live.isPending && <Loading what={t("conversations")} />}
      {live.isError && <ErrorNote error={live.error} retry={() => void live.refetch()} />}
      {live.data?.length === 0 && <Empty title={t("Nobody waits")}>{t("Whoever chooses “Talk to a person” in a chat appears here.")}</Empty>}
      <ul aria-label={t("Live conversations")} className="flex flex-col gap-2 empty:hidden">
        {live.data?.map((one) => (
          <li key={one.conversation_id}>
            <Row one={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** How long somebody waits says more than when they asked. */
function Row({ one }: { one: LiveConversation }) {
  return (
    <Link to="/conversations/$conversation" params={{ conversation: one.conversation_id }} data-live={one.state} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-line bg-surface px-4 py-3 hover:bg-sunken focus-visible:-outline-offset-2">
      <Face name={one.name} className="size-8" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{one.name}</span>
        <span className="block truncate text-node text-muted">{titleOfFlow(one.flow)}</span>
      </span>
      <span className="ml-auto flex items-center gap-2">
        <time dateTime={one.since} title={fullTime(one.since)} className="text-muted">{ago(one.since)}</time>
        {one.state === "waiting" ? <Badge tone="warn">{t("waits")}</Badge> : <Badge tone="ok">{t("with {name}", { name: one.person_name ?? "" })}</Badge>}
      </span>
      {(one.last || one.reason) && <span className="w-full truncate text-muted">{one.last || one.reason}</span>}
    </Link>
  );
}
