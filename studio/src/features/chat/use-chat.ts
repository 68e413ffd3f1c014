import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { askForPerson, backToAssistant, chatPath, getConversation, getMessages, type Outgoing, type Rating, type Reason, sendFeedback, sendMessage, startConversation, stopRun } from "@/api/chat";
import { follow } from "@/api/events";
import type { Asked } from "@/api/runs";
import { asProblem, type Problem } from "@/api/http";
import type { Conversation } from "@/api/types";
import { isPassing, Keys, patiently } from "./patience";
import { chat, type ChatState, emptyChat, personOf } from "./reducer";

/** How often one’s place in the queue is looked at. */
const LOOK_MS = 10_000;
/** A message that takes longer than this is shown on its way. */
const SLOW_MS = 700;

export interface Chat {
  state: ChatState;
  flow: string;
  conversation: string | null;
  ready: boolean;
  lost: boolean;
  problem: Problem | null;
  /** What is on its way, and takes longer than one would notice. */
  pending: Outgoing | null;
  send: (body: Outgoing) => Promise<boolean>;
  /** The conversation to say something in; begins one when there is none. */
  begin: () => Promise<string>;
  stop: () => void;
  /** Asks the desk for a person. */
  askPerson: () => void;
  /** Goes back to the assistant. */
  leavePerson: () => void;
  rate: Rate;
  restart: () => void;
}

export type Rate = (message: string, rating: Rating, reason?: Reason, comment?: string) => Promise<boolean>;

interface Options {
  flow: string;
  draft: boolean;
  /** Whose draft answers; without one the flow’s own. */
  branch?: string | null;
  /** A conversation to go on with. */
  known: string | null;
  onConversation: (id: string | null) => void;
  /** `live`: it begins now, or is under way. */
  onRun?: (run: string, live: boolean) => void;
  /** Before a message goes out: the test chat saves the draft first. What it gives goes along with a text. */
  before?: () => Promise<Asked | undefined>;
}

/** One conversation: loads it, follows it, sends to it. A reload or a lost network resumes where it was. */
export function useChat({ flow, draft, branch = null, known, onConversation, onRun, before }: Options): Chat {
  const [state, act] = useReducer(chat, emptyChat);
  const [conversation, setConversation] = useState(known);
  const [ready, setReady] = useState(known === null);
  const [lost, setLost] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [epoch, setEpoch] = useState(0);
  const [pending, setPending] = useState<Outgoing | null>(null);
  const keys = useRef(new Keys());
  const id = useRef(known);
  const starting = useRef<Promise<string> | null>(null);
  const hooks = useRef({ onConversation, onRun, before });
  hooks.current = { onConversation, onRun, before };

  useEffect(() => {
    if (conversation === null) return;
    let gone = false;
    let stop: (() => void) | undefined;
    const load = async () => {
      // In this order: a run that has said something and is not active has ended.
      const messages = await getMessages(conversation);
      const about = await getConversation(conversation);
      if (gone) return;
      const run = about.active_run && { id: about.active_run.id, status: about.active_run.status, seq: about.active_run.last_seq };
      act({ type: "loaded", messages, run, waiting: about.active_run?.waiting, person: about.person });
      setReady(true);
      setProblem((now) => (now && isPassing(now) ? null : now));
      // A run that has ended is looked at too: after a reload one sees what one saw before.
      const shown = run?.id ?? messages.findLast((message) => message.run_id)?.run_id;
      if (shown) hooks.current.onRun?.(shown, false);
    };
    const open = () => {
      stop = follow(chatPath(`/conversations/${conversation}/events`), null, {
        onEvent: (kind, data, id) => act({ type: "event", kind, data, id }),
        // What happened while nobody listened is in the messages.
        onOpen: () => {
          setLost(false);
          load().catch((error: unknown) => !gone && setProblem(asProblem(error)));
        },
        onLost: () => setLost(true),
        // A session that has run out is renewed by whatever is asked next.
        onRefused: () => getConversation(conversation),
      });
    };
    patiently(load).then(
      () => !gone && open(),
      (error: unknown) => {
        if (gone) return;
        const found = asProblem(error);
        if (found.status !== 404) return setProblem(found);
        setReady(true);
        // The conversation was deleted or belongs to somebody else who used this browser.
        id.current = null;
        hooks.current.onConversation(null);
        setConversation(null);
      },
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [conversation, epoch]);

  const begin = useCallback(async () => {
    if (id.current !== null) return id.current;
    // Two files that are dropped at once begin one conversation.
    starting.current ??= startConversation(flow, draft, branch).then((made) => made.id).finally(() => (starting.current = null));
    id.current = await starting.current;
    setConversation(id.current);
    hooks.current.onConversation(id.current);
    return id.current;
  }, [branch, draft, flow]);

  const send = useCallback(
    async (body: Outgoing) => {
      setProblem(null);
      const key = keys.current.of(body);
      const slow = setTimeout(() => setPending(body), SLOW_MS);
      try {
        const asked = await hooks.current.before?.();
        const sent = "content" in body ? { ...body, ...asked } : body;
        const where = await patiently(begin);
        const answer = await patiently(() => sendMessage(where, sent, key));
        keys.current.arrived();
        act({ type: "sent", message: answer.message, run: answer.run_id });
        if (answer.run_id) hooks.current.onRun?.(answer.run_id, true);
        return true;
      } catch (error) {
        keys.current.failed(body, key, error);
        setProblem(asProblem(error));
        return false;
      } finally {
        clearTimeout(slow);
        setPending(null);
      }
    },
    [begin],
  );

  const run = state.run?.id;
  const stop = useCallback(() => {
    if (run) stopRun(run).catch((error: unknown) => setProblem(asProblem(error)));
  }, [run]);

  const about = useCallback(async (call: () => Promise<Conversation>) => {
    setProblem(null);
    try {
      act({ type: "person", person: (await patiently(call)).person });
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, []);
  const askPerson = useCallback(() => void about(async () => askForPerson(await begin())), [about, begin]);
  const leavePerson = useCallback(() => void about(async () => backToAssistant(await begin())), [about, begin]);
  // The place in the queue moves without anybody saying anything, and a flow that hands over does not tell it.
  const isWaiting = personOf(state) === "";
  useEffect(() => {
    if (!isWaiting || conversation === null) return;
    let gone = false;
    // A look that fails is followed by the next one.
    const look = () => getConversation(conversation).then((now) => gone || act({ type: "person", person: now.person }), () => undefined);
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [isWaiting, conversation]);

  const rate = useCallback<Rate>(async (message, rating, reason, comment) => {
    act({ type: "feedback", message, rating });
    try {
      await sendFeedback(message, rating, reason, comment);
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    }
  }, []);

  const restart = useCallback(() => {
    setProblem(null);
    setEpoch((n) => n + 1);
  }, []);
  return { state, flow, conversation, ready, lost, problem, pending, send, begin, stop, askPerson, leavePerson, rate, restart };
}
