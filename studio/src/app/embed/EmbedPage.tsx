import { useCallback, useEffect, useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { myConversations } from "@/api/chat";
import { beginVisit, endVisit, identifyAs, type Visit } from "@/api/embed";
import { asProblem } from "@/api/http";
import { waitingWords } from "@/features/approvals/words";
import { personOf } from "@/features/chat/reducer";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { ErrorNote, Loading } from "@/ui/notice";
import { ChatMenu } from "../chat/ChatMenu";
import { Conversation } from "../chat/Conversation";
import { hearHost, isFramed, tellHost } from "./host";
import { useAccent } from "./use-accent";

/** `/embed/<public id>` */
const assistant = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const told = new URLSearchParams(location.search);
const EARLY_MS = 60_000;

interface Begun extends Visit {
  /** Their newest conversation, to go on with. The server knows it; what a frame keeps for itself, browsers throw away. */
  newest: string | null;
}

async function begin(): Promise<Begun> {
  const visit = await beginVisit(assistant);
  const { data } = await myConversations(undefined);
  return { ...visit, newest: data.toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0]?.id ?? null };
}

/** What the widget shows in its frame. */
export function EmbedPage() {
  const visit = useQuery({ queryKey: ["visit"], queryFn: begin, retry: (count, error) => asProblem(error).status === 0 && count < 3, staleTime: Infinity });
  const expires = visit.data?.expires_at;
  const { refetch } = visit;
  useAccent(told.get("accent") ?? visit.data?.accent);
  // Begun anew before it runs out; an error is met again by the next thing that is asked.
  useEffect(() => {
    if (!expires) return;
    const timer = setTimeout(() => void refetch(), Math.max(EARLY_MS, Date.parse(expires) - Date.now() - EARLY_MS));
    return () => clearTimeout(timer);
  }, [expires, refetch]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && !event.defaultPrevented && tellHost({ flowright: "close" });
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  if (visit.isPending) return <Loading what={t("the chat")} />;
  if (!visit.data) {
    const { status } = asProblem(visit.error);
    if (status !== 404) return <ErrorNote error={visit.error} retry={() => void refetch()} className="m-4" />;
    return <Empty title={t("There is no assistant here")}>{t("It was taken away from this page, or never put there.")}</Empty>;
  }
  return <Visited visit={visit.data} />;
}

function Visited({ visit }: { visit: Begun }) {
  const [{ round, known }, setRound] = useState({ round: 0, known: visit.newest });
  const isOpen = useRef(true);
  const [count, setCount] = useState(0);
  const seen = useRef<number | null>(null);
  const title = visit.title || t("Chat");
  useEffect(() => {
    document.title = title;
  }, [title]);
  const onCount = useCallback((next: number) => setCount(next), []);
  useEffect(() => {
    // What is there already when the frame opens is not new.
    if (isOpen.current || seen.current === null) seen.current = count;
    else tellHost({ flowright: "unread", count: Math.max(0, count - seen.current) });
  }, [count]);
  useEffect(() => {
    const show = ({ newest }: Begun) => setRound((now) => ({ round: now.round + 1, known: newest }));
    const stop = hearHost((message) => {
      if (message.flowright === "identify") {
        identifyAs(message.token);
        // Another person has other conversations; one's own is found again if it was theirs.
        begin().then(show, () => undefined);
        return;
      }
      if (message.flowright === "forget") {
        endVisit(assistant).then(begin).then(show, () => undefined);
        return;
      }
      isOpen.current = message.flowright === "open";
      if (!isOpen.current) return;
      tellHost({ flowright: "unread", count: 0 });
      document.querySelector<HTMLElement>("textarea")?.focus();
    });
    tellHost({ flowright: "ready" });
    return stop;
  }, []);
  useEffect(() => {
    if (isOpen.current) seen.current = count;
  });
  const go = (conversation: string | null) => setRound({ round: round + 1, known: conversation });
  return (
    <Conversation
      key={round}
      flow={assistant}
      title={title}
      known={known}
      onConversation={() => undefined}
      onCount={onCount}
      intro={<p className="text-[16px] leading-6 break-words whitespace-pre-wrap text-text">{told.get("greeting") || visit.greeting || t("Hello, what can I help with?")}</p>}
      waiting={(_run, waiting) => <p className="text-muted">{waitingWords(waiting)}</p>}
      tools={(chat) => (
        <>
          <ChatMenu
            flow={assistant}
            current={chat.conversation}
            onNew={() => go(null)}
            onOpen={go}
            onPerson={chat.askPerson}
            hasPerson={personOf(chat.state) !== null}
            onAssistant={chat.state.person?.wished ? chat.leavePerson : undefined}
          />
          {isFramed && (
            <IconButton label={t("Close the chat")} className="size-11!" onClick={() => tellHost({ flowright: "close" })}>
              <X size={20} aria-hidden />
            </IconButton>
          )}
        </>
      )}
    />
  );
}
