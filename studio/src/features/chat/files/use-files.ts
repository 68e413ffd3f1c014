import { useCallback, useEffect, useReducer, useRef } from "react";
import { removeAttachment, sendFile } from "@/api/attachments";
import { asProblem, newKey } from "@/api/http";
import type { FileRules } from "@/api/types";
import { patiently } from "../patience";
import { filesReducer, type Picked, refusal } from "./files";

export interface Files {
  list: Picked[];
  add: (files: File[], rules: FileRules) => void;
  remove: (key: string) => void;
  again: (key: string) => void;
  /** Once everything is there: the ids; `null` when something did not come. */
  ready: () => Promise<string[] | null>;
  /** They went with a message. */
  clear: () => void;
}

/** Sends files as soon as they are picked, each by itself. `begin` gives the conversation that they are for. */
export function useFiles(begin: () => Promise<string>): Files {
  const [list, act] = useReducer(filesReducer, []);
  const now = useRef(list);
  now.current = list;
  const under = useRef(new Map<string, { stop: AbortController; done: Promise<string | null> }>());

  const start = useCallback(
    ({ key, file }: Picked) => {
      const stop = new AbortController();
      const send = async () => {
        try {
          const conversation = await patiently(begin);
          const onProgress = (done: number) => act({ type: "progress", key, done });
          const sent = await patiently(() => sendFile({ conversation, file, key, signal: stop.signal, onProgress }));
          act({ type: "there", key, sent });
          return sent.id;
        } catch (error) {
          if (!stop.signal.aborted) act({ type: "failed", key, problem: asProblem(error) });
          return null;
        }
      };
      under.current.set(key, { stop, done: send() });
    },
    [begin],
  );

  const add = useCallback(
    (files: File[], rules: FileRules) => {
      const room = rules.max_files - now.current.length;
      const picked = files.slice(0, Math.max(0, room)).map((file): Picked => {
        const problem = refusal(file, rules) ?? undefined;
        return { key: newKey(), file, state: problem ? "refused" : "sending", done: 0, problem };
      });
      act({ type: "picked", files: picked });
      picked.filter((one) => one.state === "sending").forEach(start);
    },
    [start],
  );

  const remove = useCallback(
    (key: string) => {
      const one = now.current.find((known) => known.key === key);
      under.current.get(key)?.stop.abort();
      under.current.delete(key);
      act({ type: "removed", keys: [key] });
      const sent = one?.sent;
      // One that stays behind there is swept away by the server.
      if (sent) begin().then((conversation) => removeAttachment(conversation, sent.id)).catch(() => undefined);
    },
    [begin],
  );

  const again = useCallback(
    (key: string) => {
      const one = now.current.find((known) => known.key === key);
      if (!one) return;
      act({ type: "again", key });
      start(one);
    },
    [start],
  );

  const ready = useCallback(async () => {
    // What was refused before it was sent has no upload.
    const ids = await Promise.all(now.current.map((one) => under.current.get(one.key)?.done ?? null));
    return ids.includes(null) ? null : (ids as string[]);
  }, []);

  const clear = useCallback(() => {
    under.current.clear();
    act({ type: "removed", keys: now.current.map((one) => one.key) });
  }, []);

  useEffect(() => {
    const all = under.current;
    return () => all.forEach((one) => one.stop.abort());
  }, []);
  return { list, add, remove, again, ready, clear };
}
