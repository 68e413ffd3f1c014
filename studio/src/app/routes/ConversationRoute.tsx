import { useEffect } from "react";
import { Link, useParams } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { getConversation } from "@/api/chat";
import { giveBack, liveQuery, takeOver } from "@/api/desk";
import { ChatPanel } from "@/features/chat/ChatPanel";
import { useChat } from "@/features/chat/use-chat";
import { t } from "@/i18n";
import { titleOfFlow } from "@/lib/assistant";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { useMe } from "../use-me";

/** A conversation as somebody of the desk has it: what was said, taking it over, giving it back. */
export function ConversationRoute() {
  const { conversation } = useParams({ from: "/app/conversations/$conversation" });
  const about = useQuery({ queryKey: ["conversation", conversation], queryFn: () => getConversation(conversation) });
  if (about.isPending) return <Loading what={t("the conversation")} />;
  if (about.isError) return <ErrorNote error={about.error} retry={() => void about.refetch()} className="m-8" />;
  return <Held key={conversation} conversation={conversation} flow={about.data.flow} />;
}

function Held({ conversation, flow }: { conversation: string; flow: string }) {
  const me = useMe();
  const client = useQueryClient();
  const live = useQuery(liveQuery);
  const chat = useChat({ flow, draft: false, known: conversation, onConversation: () => undefined });
  const now = live.data?.find((one) => one.conversation_id === conversation);
  const refresh = () => client.invalidateQueries({ queryKey: ["desk", "live"] });
  const take = useMutation({ mutationFn: () => takeOver(conversation), onSettled: refresh });
  const back = useMutation({ mutationFn: () => giveBack(conversation), onSettled: refresh });
  const name = now?.name || t("the user");
  const isMine = now?.person_id === me.id;
  useEffect(() => {
    document.title = now?.name ? t("{name}, live", { name: now.name }) : t("Live conversations");
  }, [now?.name]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2">
        <Link to="/desk/live" className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline">
          <ArrowLeft size={14} aria-hidden /> {t("Live conversations")}
        </Link>
        <h1 className="min-w-0 truncate text-[16px] font-semibold">{now?.name ?? titleOfFlow(flow)}</h1>
        <span className="text-muted">{words(now)}</span>
        <span className="ml-auto flex gap-2">
          {now && !isMine && (
            <Button look="primary" busy={take.isPending} onClick={() => take.mutate()}>
              {t("Take over")}
            </Button>
          )}
          {now && (
            <Button busy={back.isPending} onClick={() => back.mutate()}>
              {t("Return to the assistant")}
            </Button>
          )}
        </span>
      </header>
      {take.error && <ErrorNote error={take.error} className="m-2" />}
      {back.error && <ErrorNote error={back.error} className="m-2" />}
      <div className="min-h-0 flex-1">
        <ChatPanel chat={chat} asker={name} intro={t("Nothing was said yet.")} ticketHref={(number) => `/desk/${number}`} />
      </div>
    </div>
  );
}

function words(now: { state: string; person_name: string | null } | undefined): string {
  if (!now) return t("The assistant has this conversation.");
  return now.state === "with" ? t("with {name}", { name: now.person_name ?? "" }) : t("waits for a person");
}
