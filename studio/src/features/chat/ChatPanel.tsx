import { type FormEvent, type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { ArrowDown, SendHorizontal, Square } from "lucide-react";
import { asProblem } from "@/api/http";
import type { Outgoing } from "@/api/chat";
import type { Form, Message } from "@/api/types";
import { Button } from "@/ui/button";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { RunWaiting } from "@/features/approvals/RunWaiting";
import { MessageView } from "./MessageView";
import { Markdown } from "@/ui/markdown";
import { isBusy, openQuestion } from "./reducer";
import type { Chat } from "./use-chat";

interface ChatPanelProps {
  chat: Chat;
  /** What an empty conversation says. */
  intro: ReactNode;
  suggestions?: string[];
  /** Where a ticket's number leads, for those who may go there. */
  ticketHref?: (number: string) => string;
  ref?: Ref<{ focus(): void }>;
}

/** The conversation: the same in the Studio's test chat and on the page for everybody. */
export function ChatPanel({ chat, intro, suggestions = [], ticketHref, ref }: ChatPanelProps) {
  const { state } = chat;
  const log = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const atEnd = useRef(true);
  const [unseen, setUnseen] = useState(false);
  const newest = useRef<string | undefined>(undefined);
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }), []);

  // Sticks to the end only for somebody who is there already.
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const last = state.messages.at(-1)?.id;
    if (atEnd.current) showNewest(element);
    else if (last !== newest.current) setUnseen(true);
    newest.current = last;
  }, [state.messages, state.writing, state.note]);

  const toEnd = () => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
    setUnseen(false);
  };
  const send = async (body: Outgoing) => {
    atEnd.current = true;
    const sent = await chat.send(body);
    input.current?.focus();
    return sent;
  };
  const question = openQuestion(state);
  const busy = isBusy(state);
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <div
        ref={log}
        role="log"
        aria-live="polite"
        aria-label="Conversation"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling log must be reachable by keyboard
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-y-auto px-3 py-4 focus-visible:-outline-offset-2"
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
          if (atEnd.current) setUnseen(false);
        }}
      >
        <div className="mx-auto flex max-w-2xl flex-col gap-3">
          {!chat.ready && <Loading what="the conversation" />}
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
          {state.messages.map((message, at) => (
            <MessageView key={message.id} message={message} form={formBefore(state.messages, at)} open={message.id === question} onSend={send} onRate={chat.rate} ticketHref={ticketHref} />
          ))}
          {state.writing && (
            // Announced when it is finished, not token by token.
            <div aria-live="off" data-writing className="max-w-[92%] self-start rounded-card border border-line bg-surface px-3 py-2">
              <Markdown text={state.writing.text} />
              <span aria-hidden className="ml-0.5 inline-block h-4 w-0.5 animate-pulse bg-accent" />
            </div>
          )}
          {busy && !state.writing && (
            <p className="flex items-center gap-2 text-muted">
              <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
              {state.note || "Working on it…"}
            </p>
          )}
          {state.run?.status === "waiting" && state.waiting && <RunWaiting run={state.run.id} waiting={state.waiting} />}
          {state.run?.status === "cancelled" && <p className="text-muted">Stopped.</p>}
          {state.error && <Note tone="danger">{state.error}</Note>}
          {chat.problem && <ErrorNote error={asProblem(chat.problem)} retry={chat.conversation && !chat.ready ? chat.restart : undefined} />}
        </div>
      </div>
      {unseen && (
        <Button size="sm" onClick={toEnd} className="absolute bottom-20 left-1/2 -translate-x-1/2 rounded-full! shadow-float">
          <ArrowDown size={14} aria-hidden /> New messages
        </Button>
      )}
      {chat.lost && (
        <p role="status" className="border-t border-line bg-warn-soft px-3 py-1 text-node text-warn">
          Connection lost; trying again. Nothing is missed.
        </p>
      )}
      <Composer ref={input} busy={busy} disabled={!chat.ready} onStop={chat.stop} onSend={(text) => send({ content: text })} />
    </div>
  );
}

/** The form that a message answers: its labels name the values. */
function formBefore(messages: Message[], at: number): Form | undefined {
  if (messages[at]?.kind !== "form_answer") return undefined;
  return messages.slice(0, at).findLast((message) => message.kind === "form")?.data.form as Form | undefined;
}

/** The end of the conversation; of a form that is taller than the window, its beginning. */
function showNewest(log: HTMLElement) {
  log.scrollTop = log.scrollHeight;
  const form = log.querySelector("form");
  if (form && form.offsetHeight > log.clientHeight) log.scrollTop += form.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}

interface ComposerProps {
  ref: Ref<HTMLTextAreaElement>;
  busy: boolean;
  disabled: boolean;
  onStop: () => void;
  onSend: (text: string) => Promise<boolean>;
}

function Composer({ ref, busy, disabled, onStop, onSend }: ComposerProps) {
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const send = async () => {
    const content = text.trim();
    if (!content || sending) return;
    setSending(true);
    setText("");
    // What could not be sent goes back where it was typed.
    if (!(await onSend(content))) setText((now) => now || content);
    setSending(false);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit} className="border-t border-line bg-surface px-3 pt-2 pb-[max(8px,env(safe-area-inset-bottom))]">
      <div className="mx-auto flex max-w-2xl items-end gap-2">
        <textarea
          ref={ref}
          aria-label="Message"
          rows={1}
          value={text}
          disabled={disabled}
          maxLength={16_000}
          placeholder="Write a message…"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          className="field-sizing-content max-h-40 min-h-11 min-w-0 flex-1 resize-none rounded-control border border-line-strong bg-surface px-3 py-2.5"
        />
        {busy ? (
          <Button onClick={onStop} className="h-11! min-w-11">
            <Square size={14} aria-hidden /> Stop
          </Button>
        ) : (
          <Button type="submit" look="primary" aria-label="Send" disabled={disabled || !text.trim()} busy={sending} className="h-11! min-w-11">
            {!sending && <SendHorizontal size={18} aria-hidden />}
          </Button>
        )}
      </div>
    </form>
  );
}
