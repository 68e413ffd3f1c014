import { useEffect, useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { MessageSquarePlus } from "lucide-react";
import { asProblem, type Problem } from "@/api/http";
import { meQuery } from "@/api/session";
import type { Me } from "@/api/types";
import { RunWaiting } from "@/features/approvals/RunWaiting";
import { ChatPanel } from "@/features/chat/ChatPanel";
import { useChat } from "@/features/chat/use-chat";
import { LoginForm } from "@/features/session/LoginForm";
import { may } from "@/lib/may";
import { forget, keep, recall } from "@/lib/storage";
import { Button } from "@/ui/button";
import { Logo } from "@/ui/logo";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";

/** `/chat/<flow>` */
const flowName = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");

const titleOf = (flow: string) => {
  const words = flow.replaceAll("-", " ");
  return words.replace(/^it\b/, "IT").replace(/^./, (letter) => letter.toUpperCase());
};

export function ChatPage() {
  const flow = flowName();
  const me = useQuery(meQuery);
  useEffect(() => {
    document.title = titleOf(flow) || "Chat";
  }, [flow]);
  if (!flow) return <p className="p-8">This address lacks the name of an assistant.</p>;
  if (me.isPending) return <Loading what="the chat" />;
  if (me.isError && asProblem(me.error).status === 401) return <LoginForm lead={titleOf(flow)} onDone={() => void me.refetch()} />;
  if (me.isError) return <ErrorNote error={me.error} retry={() => void me.refetch()} className="m-8" />;
  return <Signed flow={flow} me={me.data} />;
}

function Signed({ flow, me }: { flow: string; me: Me }) {
  const key = `flowright.chat.${me.id}.${flow}`;
  // A new key makes a new conversation: its state is gone with the old one.
  const [round, setRound] = useState(0);
  return (
    <div className="flex h-dvh flex-col bg-bg">
      <header className="border-b border-line bg-surface px-3 py-2 pt-[max(8px,env(safe-area-inset-top))]">
        <div className="mx-auto flex max-w-2xl items-center justify-between gap-2">
          <div className="flex min-w-0 items-center gap-2">
            <Logo size={28} />
            <h1 className="truncate text-[16px] leading-6 font-semibold">{titleOf(flow)}</h1>
          </div>
          <Button
            look="ghost"
            className="h-11!"
            onClick={() => {
              forget(key);
              setRound(round + 1);
            }}
          >
            <MessageSquarePlus size={18} aria-hidden />
            <span className="max-sm:sr-only">New conversation</span>
          </Button>
        </div>
      </header>
      <main className="min-h-0 flex-1">
        <Conversation key={round} flow={flow} storageKey={key} canOpenTickets={may(me.permissions, "tickets:read")} name={me.name} />
      </main>
    </div>
  );
}

function Conversation({ flow, storageKey, canOpenTickets, name }: { flow: string; storageKey: string; canOpenTickets: boolean; name: string }) {
  const [known] = useState(() => recall<string>(storageKey));
  const chat = useChat({
    flow,
    draft: false,
    known,
    onConversation: (id) => (id === null ? forget(storageKey) : void keep(storageKey, id)),
  });
  const panel = useRef<{ focus(): void }>(null);
  // With a keyboard one wants to type at once; on a phone it would cover half of the page.
  useEffect(() => {
    if (chat.ready && window.matchMedia("(pointer: fine)").matches) panel.current?.focus();
  }, [chat.ready]);
  const reason = chat.conversation === null && chat.problem ? absence(chat.problem) : null;
  if (reason) {
    return (
      <Empty title="There is no assistant here">
        {reason} Ask whoever gave you this link.
      </Empty>
    );
  }
  return (
    <ChatPanel
      ref={panel}
      chat={chat}
      intro={
        <>
          <p className="mb-1 text-[16px] leading-6 text-text">Hello {name.split(" ")[0]}, what can I help with?</p>
          <p>Describe it in your own words. Answers name their sources; if they do not help, I can make a ticket for you.</p>
        </>
      }
      waiting={(run, waiting) => <RunWaiting run={run} waiting={waiting} />}
      ticketHref={canOpenTickets ? (number) => `/desk/${number}` : undefined}
    />
  );
}

/** Why no conversation can begin here, when that is not a passing problem. */
function absence(problem: Problem): string | null {
  if (problem.field("flow") || problem.status === 404) return "The address may be mistyped, or the assistant was taken away.";
  return problem.status === 409 ? "It has not been published yet." : null;
}
