import { useQuery } from "@tanstack/react-query";
import { myConversationsQuery } from "@/api/my-conversations";
import { t } from "@/i18n";
import { titleOfFlow } from "@/lib/assistant";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { ErrorNote, Loading } from "@/ui/notice";
import { ShowMore, useMore } from "./use-more";

/** What one talked about, to go on with. */
export function MyConversations() {
  const { pages, rows, more } = useMore();
  const conversations = useQuery({ ...myConversationsQuery(pages), placeholderData: (before) => before });
  const { list, total, isAll } = conversations.data ?? { list: [], total: 0, isAll: true };
  return (
    <div className="flex flex-col gap-3">
      {conversations.isPending && <Loading what={t("conversations")} />}
      {conversations.isError && <ErrorNote error={conversations.error} retry={() => void conversations.refetch()} />}
      {conversations.isSuccess && list.length === 0 && <p className="text-muted">{t("You have not talked to an assistant yet.")}</p>}
      <ul ref={rows} aria-label={t("My conversations")} className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface empty:hidden">
        {list.map((one) => (
          <li key={one.id}>
            <a href={`/chat/${encodeURIComponent(one.flow)}?conversation=${one.id}`} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 hover:bg-sunken">
              <span className="min-w-0 flex-1 truncate">{one.title || t("Untitled")}</span>
              {one.active_run?.waiting?.for === "user" && <Badge tone="wait">{t("waits for you")}</Badge>}
              <span className="text-node text-muted" title={fullTime(one.updated_at)}>
                {titleOfFlow(one.flow)} · {ago(one.updated_at)}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {!isAll && <ShowMore left={total - list.length} busy={conversations.isPlaceholderData} onClick={more} />}
    </div>
  );
}
