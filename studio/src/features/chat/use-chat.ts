import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { getConversation, getMessages, type Outgoing, sendFeedback, sendMessage, startConversation } from "@/api/chat";
import { follow } from "@/api/events";
import { asProblem, newKey, type Problem } from "@/api/http";
import { cancelRun } from "@/api/runs";
import { chat, type ChatState, emptyChat } from "./reducer";

export interface Chat {
  state: ChatState;
  conversation: string | null;
  ready: boolean;
  lost: boolean;
  problem: Problem | null;
  send: (body: Outgoing) => Promise<boolean>;
  stop: () => void;
  rate: (message: string, rating: "up" | "down") => void;
  restart: () => void;
}

interface Options {
  flow: string;
  draft: boolean;
  /** A conversation to go on with. */
  known: string | null;
  onConversation: (id: string | null) => void;
  /** `live`: it begins now, or is under way. */
  onRun?: (run: string, live: boolean) => void;
  /** Before a message goes out: the test chat saves the draft first. */
  before?: () => Promise<void>;
}

/** One conversation: loads it, follows it, sends to it. A reload or a lost network resumes where it was. */
export function useChat({ flow, draft, known, onConversation, onRun, before }: Options): Chat {
  const [state, act] = useReducer(chat, emptyChat);
  const [conversation, setConversation] = useState(known);
  const [ready, setReady] = useState(known === null);
  const [lost, setLost] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [epoch, setEpoch] = useState(0);
  const hooks = useRef({ onConversation, onRun, before });
  hooks.current = { onConversation, onRun, before };

  useEffect(() => {
    if (conversation === null) return;
    let gone = false;
    let stop: (() => void) | undefined;
    const load = async () => {
      const [about, messages] = await Promise.all([getConversation(conversation), getMessages(conversation)]);
      if (gone) return;
      const run = about.active_run && { id: about.active_run.id, status: about.active_run.status, seq: about.active_run.last_seq };
      act({ type: "loaded", messages, run, waiting: about.active_run?.waiting });
      setReady(true);
      // A run that has ended is looked at too: after a reload one sees what one saw before.
      const shown = run?.id ?? messages.findLast((message) => message.run_id)?.run_id;
      if (shown) hooks.current.onRun?.(shown, false);
    };
    const open = () => {
      stop = follow(`/conversations/${conversation}/events`, null, {
        onEvent: (kind, data, id) => act({ type: "event", kind, data, id }),
        // What happened while nobody listened is in the messages.
        onOpen: () => {
          setLost(false);
          load().catch((error: unknown) => !gone && setProblem(asProblem(error)));
        },
        onLost: () => setLost(true),
      });
    };
    load().then(
      () => !gone && open(),
      (error: unknown) => {
        if (gone) return;
        const found = asProblem(error);
        setReady(true);
        if (found.status !== 404) return setProblem(found);
        // The conversation was deleted or belongs to somebody else who used this browser.
        hooks.current.onConversation(null);
        setConversation(null);
      },
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [conversation, epoch]);

  const send = useCallback(
    async (body: Outgoing) => {
      setProblem(null);
      const key = newKey();
      try {
        await hooks.current.before?.();
        let id = conversation;
        if (id === null) {
          id = (await startConversation(flow, draft)).id;
          setConversation(id);
          hooks.current.onConversation(id);
        }
        const answer = await sendMessage(id, body, key);
        act({ type: "sent", message: answer.message, run: answer.run_id });
        hooks.current.onRun?.(answer.run_id, true);
        return true;
      } catch (error) {
        setProblem(asProblem(error));
        return false;
      }
    },
    [conversation, draft, flow],
  );

  const run = state.run?.id;
  const stop = useCallback(() => {
    if (run) cancelRun(run, "stopped by the user").catch((error: unknown) => setProblem(asProblem(error)));
  }, [run]);

  const rate = useCallback((message: string, rating: "up" | "down") => {
    act({ type: "feedback", message, rating });
    sendFeedback(message, rating).catch((error: unknown) => setProblem(asProblem(error)));
  }, []);

  const restart = useCallback(() => setEpoch((n) => n + 1), []);
  return { state, conversation, ready, lost, problem, send, stop, rate, restart };
}
