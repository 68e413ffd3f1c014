import { Fragment, type ReactNode, type Ref, Suspense, useCallback, useImperativeHandle, useMemo, useRef, useState } from "react";
import { inConversation } from "@/api/attachments";
import { asProblem } from "@/api/http";
import { answerQuestion, type Outgoing } from "@/api/chat";
import type { Form, Message } from "@/api/types";
import { t } from "@/i18n";
import { goOnAt } from "@/lib/focus";
import { Button } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { Announcer } from "./Announcer";
import { isSequel, sequels } from "./asked-back";
import { Composer } from "./Composer";
import { DropZone } from "./files/DropZone";
import { useTray } from "./files/use-tray";
import { type Insert, placed } from "./inserts";
import { Log, type LogHandle } from "./Log";
import { MessageView } from "./MessageView";
import { useOnline } from "./network";
import { inOrder, isBusy, openQuestion, personOf } from "./reducer";
import type { Chat } from "./use-chat";
import { Working } from "./Working";
import { Writing } from "./Writing";

// Most conversations have none.
const WithPerson = lazily(() => import("./WithPerson"));

export interface ChatPanelProps {
  chat: Chat;
  /** What an empty conversation says. */
  intro: ReactNode;
  suggestions?: string[];
  /** Where a ticket's number leads, for those who may go there. */
  ticketHref?: (number: string) => string;
  /** Whose conversation it is, to somebody of the desk. */
  asker?: string;
  /** Instead of the field to write in: why nothing can be written. */
  instead?: ReactNode;
  /** What came up between messages, each at its time. */
  inserts?: Insert[];
  /** Why a run rests that asks the user nothing. */
  waiting?: (run: string, waiting: Record<string, unknown>) => ReactNode;
  ref?: Ref<{ focus(again?: string): void }>;
}

const NONE: Insert[] = [];

/** The conversation: the same in the Studio's test chat, on the page for everybody, in the widget and in the portal. */
export function ChatPanel({ chat, intro, suggestions = [], ticketHref, asker, instead, inserts = NONE, waiting, ref }: ChatPanelProps) {
  const { state } = chat;
  const log = useRef<LogHandle>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [offered, setOffered] = useState<{ text: string } | null>(null);
  const focus = (again?: string) => {
    input.current?.focus();
    if (again) setOffered({ text: again });
  };
  useImperativeHandle(ref, () => ({ focus }), []);
  const { send: sendNow } = chat;
  const send = useCallback(
    async (body: Outgoing) => {
      log.current?.stick();
      const sent = await sendNow(body);
      goOnAt(input.current);
      return sent;
    },
    [sendNow],
  );
  const { begin } = chat;
  const place = useCallback(async () => inConversation(await begin()), [begin]);
  const tray = useTray(place, !chat.ready, () => input.current?.focus());
  const say = async (content: string) => {
    const attachments = await tray.ready();
    // What did not come says so in its place, and the words stay where they are.
    if (!attachments) return false;
    const sent = await send(attachments.length > 0 ? { content, attachments } : { content });
    if (sent) tray.clear();
    return sent;
  };
  const reply = useCallback(async (message: Message, answer: string) => {
    await answerQuestion(String(message.data.approval), message.id, answer);
    // The stream tells what was said; the form goes then, and one writes on.
    goOnAt(input.current);
  }, []);
  const question = openQuestion(state);
  const asks = state.messages.find((message) => message.id === question);
  const busy = isBusy(state);
  const person = personOf(state);
  const said = useMemo(() => state.messages.filter((message) => !isSequel(message)), [state.messages]);
  const after = useMemo(() => sequels(state.messages), [state.messages]);
  const shown = useMemo(() => inOrder(said, person === null ? question : null), [said, person, question]);
  const between = useMemo(() => placed(inserts, shown), [inserts, shown]);
  const isOnline = useOnline();
  const pending = chat.pending && "content" in chat.pending ? chat.pending.content : "";
  const grown = useMemo(() => [state, inserts.length], [state, inserts.length]);
  const theirs = said.filter((message) => message.role !== "user").length + (state.writing ? 1 : 0);
  return (
    <DropZone disabled={!chat.ready || instead !== undefined} onDrop={tray.add}>
      <Log ref={log} grown={grown} count={theirs} onLeave={() => input.current?.focus()}>
        {!chat.ready && !chat.problem && <Loading what={t("the conversation")} />}
        {chat.ready && state.messages.length === 0 && (
          <div className="flex flex-col gap-3">
            <div className="text-muted">{intro}</div>
            <div className="flex flex-wrap gap-2">
              {suggestions.map((text) => (
                <Button key={text} onClick={() => void send({ content: text })} className="h-auto! min-h-9 py-1 text-left whitespace-normal! pointer-coarse:min-h-11">
                  {text}
                </Button>
              ))}
            </div>
          </div>
        )}
        {shown.map((message, at) => (
          <Fragment key={message.id}>
            <MessageView
              message={message}
              form={formBefore(state.messages, message)}
              open={message.id === question && asker === undefined}
              sequel={after.get(message.id)}
              onReply={asker === undefined ? reply : undefined}
              onSend={send}
              onRate={asker === undefined ? chat.rate : undefined}
              ticketHref={ticketHref}
              asker={asker}
            />
            {between.get(at)?.map((insert) => (
              <Fragment key={insert.id}>{insert.content}</Fragment>
            ))}
          </Fragment>
        ))}
        {state.writing && <Writing text={state.writing.text} sources={state.writing.sources} />}
        {busy && !state.writing && <Working state={state} />}
        {person !== null && asker === undefined && (
          <Suspense fallback={<div className="h-11" />}>
            <WithPerson chat={chat} name={person} />
          </Suspense>
        )}
        {person === null && state.run?.status === "waiting" && state.waiting && waiting?.(state.run.id, state.waiting)}
        {state.run?.status === "cancelled" && <p className="text-muted">{t("Stopped.")}</p>}
        {state.error && <Note tone="danger">{state.error}</Note>}
        {pending && (
          <div data-pending className="max-w-[92%] self-end rounded-card border border-dashed border-line-strong px-3 py-2 break-words whitespace-pre-wrap text-muted">
            {pending}
            <p role="status" className="text-xs">{isOnline ? t("Sending…") : t("Will be sent when the network is back")}</p>
          </div>
        )}
        {chat.problem && chat.problem.status !== 401 && <ErrorNote error={asProblem(chat.problem)} retry={chat.conversation && !chat.ready ? chat.restart : undefined} />}
        {chat.problem?.status === 401 && (
          <Note tone="danger">
            <p>{t("The session has ended. What you have written is kept here.")}</p>
            {/* The page asks who one is, and comes back here. */}
            <Button size="sm" className="mt-2" onClick={() => location.reload()}>
              {t("Sign in")}
            </Button>
          </Note>
        )}
      </Log>
      {chat.lost && (
        <p role="status" className="border-t border-line bg-warn-soft px-3 py-1 text-node text-warn">
          {t("Connection lost; trying again. Nothing is missed.")}
        </p>
      )}
      <Announcer state={state} ready={chat.ready} />
      {instead ?? <Composer
        ref={input}
        // A run of somebody else's is not the desk's to stop.
        busy={busy && asker === undefined}
        disabled={!chat.ready}
        draft={chat.conversation ?? chat.flow}
        onItsWay={pending}
        offered={offered}
        placeholder={asker !== undefined ? t("Write to {name}…", { name: asker }) : asks?.kind === "form" ? t("Fill in the form, or write your answers here…") : person ? t("Write to {name}…", { name: person }) : t("Write a message…")}
        onStop={chat.stop}
        onSend={say}
        hasFiles={tray.count > 0}
        onPaste={tray.add}
        above={tray.above}
        before={tray.before}
      />}
    </DropZone>
  );
}

/** The form that a message answers: its labels name the values. */
function formBefore(messages: Message[], answer: Message): Form | undefined {
  if (answer.kind !== "form_answer") return undefined;
  return messages.slice(0, messages.indexOf(answer)).findLast((message) => message.kind === "form")?.data.form as Form | undefined;
}
