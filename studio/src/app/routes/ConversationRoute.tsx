import { type ReactNode, useEffect } from "react";
import { Link, useParams } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { getConversation } from "@/api/chat";
import { giveBack, liveQuery, takeOver } from "@/api/desk";
import type { LiveConversation } from "@/api/types";
import { ChatPanel } from "@/features/chat/ChatPanel";
import { useChat } from "@/features/chat/use-chat";
import { SoFarCard } from "@/features/desk/SoFarCard";
import { t } from "@/i18n";
import { titleOfFlow } from "@/lib/assistant";
import { Button } from "@/ui/button";
import { Face } from "@/ui/face";
import { ErrorNote, Loading } from "@/ui/notice";
import { useMay, useMe } from "../use-me";

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
  const mayTake = useMay("tickets:write");
  const client = useQueryClient();
  const live = useQuery({ ...liveQuery, enabled: mayTake });
  const chat = useChat({ flow, draft: false, known: conversation, onConversation: () => undefined });
  const now = live.data?.find((one) => one.conversation_id === conversation);
  const refresh = () => client.invalidateQueries({ queryKey: ["desk", "live"] });
  // Who has it changes without anybody asking here: then the list is asked again.
  const seen = `${chat.state.person?.state ?? ""}/${chat.state.person?.name ?? ""}`;
  useEffect(() => {
    if (mayTake) void client.invalidateQueries({ queryKey: ["desk", "live"] });
  }, [client, mayTake, seen]);
  const take = useMutation({ mutationFn: () => takeOver(conversation, now?.person_id ?? null), onSettled: refresh });
  const back = useMutation({ mutationFn: () => giveBack(conversation), onSettled: refresh });
  const name = now?.name || t("the user");
  const isMine = now?.person_id === me.id;
  const title = now?.name ?? titleOfFlow(flow);
  useEffect(() => {
    document.title = `${now?.name ? t("{name}, live", { name: now.name }) : t("Live conversations")} · Flowright`;
  }, [now?.name]);
  const summary = <SoFarCard messages={chat.state.messages} reason={now?.reason ?? ""} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2">
        <Link to="/desk/live" className="inline-flex min-h-6 basis-full items-center gap-1 text-accent hover:underline pointer-coarse:min-h-11 lg:basis-auto">
          <ArrowLeft size={14} aria-hidden /> {t("Live conversations")}
        </Link>
        <Face name={title} className="size-8" />
        <div className="min-w-0 flex-1 basis-44">
          <h1 className="truncate text-[16px] leading-6 font-semibold">{title}</h1>
          <p className="truncate text-node text-muted" role="status">{words(now, isMine)}</p>
        </div>
        <span className="flex flex-wrap gap-2">
          {now && !isMine && (
            <Button look={now.person_name ? "secondary" : "primary"} className="pointer-coarse:h-11" busy={take.isPending} onClick={() => take.mutate()}>
              {now.person_name ? t("Take over from {name}", { name: now.person_name }) : t("Take over")}
            </Button>
          )}
          {isMine && (
            <Button className="pointer-coarse:h-11" busy={back.isPending} onClick={() => back.mutate()}>
              {t("Return to the assistant")}
            </Button>
          )}
        </span>
      </header>
      {take.error && <ErrorNote error={take.error} className="m-2" />}
      {back.error && <ErrorNote error={back.error} className="m-2" />}
      {live.isError && <ErrorNote error={live.error} retry={() => void live.refetch()} className="m-2" />}
      <details className="border-b border-line bg-surface px-4 py-1 lg:hidden">
        <summary className="min-h-6 font-medium pointer-coarse:min-h-11">{t("So far")}</summary>
        <div className="max-h-60 overflow-y-auto pb-2">{summary}</div>
      </details>
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <ChatPanel
            chat={chat}
            asker={name}
            intro={t("Nothing was said yet.")}
            ticketHref={(number) => `/desk/${number}`}
            instead={isMine ? undefined : <NotMine>{now ? t("Take the conversation over to write in it.") : t("The assistant has this conversation.")}</NotMine>}
          />
        </div>
        <aside aria-label={t("So far")} className="hidden w-80 shrink-0 overflow-y-auto border-l border-line bg-surface p-4 lg:block">
          <h2 className="mb-3 font-semibold">{t("So far")}</h2>
          {summary}
        </aside>
      </div>
    </div>
  );
}

const NotMine = ({ children }: { children: ReactNode }) => <p className="border-t border-line bg-surface px-4 py-3 text-center text-muted">{children}</p>;

function words(now: LiveConversation | undefined, isMine: boolean): string {
  if (!now) return t("The assistant has this conversation.");
  if (isMine) return t("You have this conversation.");
  return now.state === "with" ? t("{name} has this conversation.", { name: now.person_name ?? "" }) : t("waits for a person");
}
