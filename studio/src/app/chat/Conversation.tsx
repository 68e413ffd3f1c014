import { type ReactNode, useEffect, useRef } from "react";
import type { Problem } from "@/api/http";
import { ChatPanel, type ChatPanelProps } from "@/features/chat/ChatPanel";
import { personOf } from "@/features/chat/reducer";
import { type Chat, useChat } from "@/features/chat/use-chat";
import { t } from "@/i18n";
import { Empty } from "@/ui/empty";
import { ChatHeader } from "./ChatHeader";

interface ConversationProps extends Pick<ChatPanelProps, "intro" | "suggestions" | "ticketHref" | "waiting"> {
  flow: string;
  title: string;
  /** A conversation to go on with. */
  known: string | null;
  onConversation: (id: string | null) => void;
  /** To be said at once, in a new conversation. */
  question?: string;
  /** What stands in the header, right of the name. */
  tools: (chat: Chat) => ReactNode;
  onCount?: (count: number) => void;
  /** What is drawn around the conversation, and what it puts between the messages. */
  around?: (chat: Chat, draw: (extras: Pick<ChatPanelProps, "inserts" | "waiting">) => ReactNode) => ReactNode;
}

/** One conversation with its header: the page and the frame of the widget. A new one is another component with another key. */
export function Conversation({ flow, title, known, onConversation, question, tools, onCount, around, ...panelProps }: ConversationProps) {
  const chat = useChat({ flow, draft: false, known: question ? null : known, onConversation });
  const panel = useRef<{ focus(): void }>(null);
  const asked = useRef(false);
  const { send, ready } = chat;
  // With a keyboard one wants to type at once; on a phone it would cover half of the page. Who has turned to something else already stays there.
  useEffect(() => {
    if (ready && document.activeElement === document.body && window.matchMedia("(pointer: fine)").matches) panel.current?.focus();
  }, [ready]);
  useEffect(() => {
    if (!question || asked.current) return;
    asked.current = true;
    void send({ content: question });
  }, [question, send]);
  const count = chat.state.messages.filter((message) => message.role !== "user").length;
  useEffect(() => {
    if (ready) onCount?.(count);
  }, [count, ready, onCount]);
  const reason = chat.conversation === null && chat.problem ? absence(chat.problem) : null;
  const person = personOf(chat.state);
  const draw = (extras: Pick<ChatPanelProps, "inserts" | "waiting">) => <ChatPanel ref={panel} chat={chat} {...panelProps} {...extras} />;
  return (
    <div className="flex h-dvh flex-col bg-bg">
      <ChatHeader title={person || title} subtitle={person ? t("instead of {assistant}", { assistant: title }) : undefined} isPerson={Boolean(person)}>
        {tools(chat)}
      </ChatHeader>
      <main className="min-h-0 flex-1">
        {reason ? <Empty title={t("There is no assistant here")}>{reason}</Empty> : around ? around(chat, draw) : draw({})}
      </main>
    </div>
  );
}

/** Why no conversation can begin here, when that is not a passing problem. */
function absence(problem: Problem): string | null {
  if (problem.field("flow") || problem.status === 404) return t("The address may be mistyped, or the assistant was taken away. Ask whoever gave you this link.");
  return problem.status === 409 ? t("It has not been published yet. Ask whoever gave you this link.") : null;
}
