import { useCallback, useEffect, useReducer, useRef } from "react";
import { removeAttachment, sendFile } from "@/api/attachments";
import { asProblem, newKey } from "@/api/http";
import type { FileRules } from "@/api/types";
import { patiently } from "../patience";
import { comesAlong, filesReducer, pick, type Picked } from "./files";

export interface Files {
  list: Picked[];
  /** Whether there were more than there is room for. */
  add: (files: File[], rules: FileRules) => boolean;
  remove: (key: string) => void;
  again: (key: string) => void;
  /** Once everything is there: the ids; `null` when something did not come. */
  ready: () => Promise<string[] | null>;
  /** They went with a message. */
  clear: () => void;
}

/** Sends files as soon as they are picked, each by itself. `begin` gives the place that they are for. */
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
          const place = await patiently(begin);
          const onProgress = (done: number) => act({ type: "progress", key, done });
          const sent = await patiently(() => sendFile({ place, file, key, signal: stop.signal, onProgress }));
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
      const { picked, isOver } = pick(files, now.current, rules, newKey);
      act({ type: "picked", files: picked });
      picked.filter(comesAlong).forEach(start);
      return isOver;
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
      if (sent) begin().then((place) => removeAttachment(place, sent.id)).catch(() => undefined);
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
    // One that is refused while the message waits for it holds the message back, so that it is seen; after that it does not.
    const ids = await Promise.all(now.current.filter(comesAlong).map((one) => under.current.get(one.key)?.done ?? null));
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
