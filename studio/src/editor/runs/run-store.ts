// The run that is being watched, beside the document: a status tick renders the nodes it concerns and nothing else.
import { createStore, type StoreApi } from "zustand";
import { follow } from "@/api/events";
import { runEvents } from "@/api/runs";
import type { RunEvent } from "@/api/types";
import { fold, newRun, parseEvent, type RunView } from "./fold-events";

export interface RunState {
  view: RunView | null;
  /** Step chosen in the timeline; `null` shows the newest of the selected node. */
  step: string | null;
  lost: boolean;
}

export interface RunStore extends StoreApi<RunState> {
  /** Watches a run from its first event; a run that is watched already goes on. */
  watch(run: string): void;
  /** Shows a run of the past. */
  show(run: string): Promise<void>;
  clear(): void;
}

export function createRunStore(): RunStore {
  const store = createStore<RunState>(() => ({ view: null, step: null, lost: false }));
  let stop: (() => void) | undefined;
  let waiting: RunEvent[] = [];
  let frame = 0;

  // Events are folded once per frame: fifty status changes a second are still one render.
  const flush = () => {
    frame = 0;
    const events = waiting;
    waiting = [];
    store.setState(({ view }) => (view ? { view: events.reduce(fold, view) } : {}));
    const status = store.getState().view?.status;
    if (status === "completed" || status === "failed" || status === "cancelled") stop?.();
  };

  const clear = () => {
    stop?.();
    stop = undefined;
    waiting = [];
    cancelAnimationFrame(frame);
    frame = 0;
    store.setState({ view: null, step: null, lost: false });
  };

  return Object.assign(store, {
    clear,
    watch(run: string) {
      if (store.getState().view?.id === run) return;
      clear();
      store.setState({ view: newRun(run) });
      stop = follow(`/runs/${run}/events`, null, {
        onEvent: (kind, data) => {
          const event = parseEvent(kind, data);
          if (!event) return;
          waiting.push(event);
          frame ||= requestAnimationFrame(flush);
        },
        onOpen: () => store.setState({ lost: false }),
        onLost: () => store.setState({ lost: true }),
      });
    },
    async show(run: string) {
      clear();
      const events = await runEvents(run);
      store.setState({ view: events.reduce(fold, newRun(run)) });
    },
  });
}
