import { Suspense, useEffect, useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { assistantsQuery, MOST_ASSISTANTS } from "@/api/chat";
import { asProblem } from "@/api/http";
import { logout, meQuery } from "@/api/session";
import type { Me } from "@/api/types";
import { personOf } from "@/features/chat/reducer";
import { LoginForm } from "@/features/session/LoginForm";
import { t } from "@/i18n";
import { takeQuestion, titleOfFlow } from "@/lib/assistant";
import { may } from "@/lib/may";
import { forget, keep, recall } from "@/lib/storage";
import { lazily } from "@/ui/lazily";
import { ErrorNote, Loading } from "@/ui/notice";
import { ChatMenu } from "./ChatMenu";
import { Conversation } from "./Conversation";
import { WithApprovals } from "./WithApprovals";

const NoAssistant = lazily(() => import("./NoAssistant"));

/** `/chat/<flow>` */
const flowName = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");

export function ChatPage() {
  const flow = flowName();
  const me = useQuery(meQuery);
  useEffect(() => {
    document.title = t("Chat");
  }, []);
  if (!flow) return <p className="p-8">{t("This address lacks the name of an assistant.")}</p>;
  if (me.isPending) return <Loading what={t("the chat")} />;
  if (me.isError && asProblem(me.error).status === 401) return <LoginForm lead={t("The chat opens right after.")} onDone={() => void me.refetch()} />;
  if (me.isError) return <ErrorNote error={me.error} retry={() => void me.refetch()} className="m-8" />;
  return <Signed flow={flow} me={me.data} />;
}

function Signed({ flow, me }: { flow: string; me: Me }) {
  const storageKey = `flowright.chat.${me.id}.${flow}`;
  const client = useQueryClient();
  const assistants = useQuery(assistantsQuery);
  const found = assistants.data?.find((one) => one.flow === flow);
  // A name that nobody has confirmed is not shown as if it were somebody's.
  const title = found ? found.title || titleOfFlow(flow) : t("Chat");
  useEffect(() => {
    document.title = title;
  }, [title]);
  // A new round is a new conversation: its state is gone with the old one.
  const [{ round, question }, setRound] = useState(() => {
    openFromAddress(storageKey);
    return { round: 0, question: takeQuestion(flow) };
  });
  const known = recall<string>(storageKey);
  const again = () => setRound({ round: round + 1, question: undefined });
  // Nothing is offered that may have to be taken back a moment later.
  if (assistants.isPending && known === null) return <Loading what={t("the chat")} />;
  // What was said to an assistant that is gone can still be read.
  if (assistants.data && !found && assistants.data.length < MOST_ASSISTANTS && known === null) {
    return (
      <Suspense fallback={<Loading what={t("the chat")} />}>
        <NoAssistant name={flow} assistants={assistants.data} />
      </Suspense>
    );
  }
  return (
    <Conversation
      key={round}
      flow={flow}
      title={title}
      known={known}
      onConversation={(id) => (id === null ? forget(storageKey) : void keep(storageKey, id))}
      question={question}
      intro={
        <>
          <p className="mb-1 text-[16px] leading-6 text-text">{t("Hello {name}, what can I help with?", { name: me.name.split(" ")[0] ?? me.name })}</p>
          <p>{t("Describe it in your own words. Answers name their sources; if they do not help, I can make a ticket for you.")}</p>
        </>
      }
      around={(chat, draw) => <WithApprovals chat={chat}>{draw}</WithApprovals>}
      ticketHref={may(me.permissions, "tickets:read") ? (number) => `/desk/${number}` : undefined}
      tools={(chat) => (
        <ChatMenu
          flow={flow}
          current={chat.conversation}
          onNew={() => {
            forget(storageKey);
            again();
          }}
          onOpen={(id) => {
            keep(storageKey, id);
            again();
          }}
          onPerson={chat.askPerson}
          hasPerson={personOf(chat.state) !== null}
          onAssistant={chat.state.person?.wished ? chat.leavePerson : undefined}
          onSignOut={() => void logout().finally(() => client.resetQueries({ queryKey: ["me"] }))}
        />
      )}
    />
  );
}

/** `?conversation=…` leads to one of one's earlier conversations. */
function openFromAddress(storageKey: string): void {
  const wanted = new URLSearchParams(location.search).get("conversation");
  if (!wanted) return;
  keep(storageKey, wanted);
  history.replaceState(null, "", location.pathname);
}
