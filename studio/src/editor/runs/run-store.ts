// The run that is being watched, beside the document: a status tick renders the nodes it concerns and nothing else.
import { createStore, type StoreApi } from "zustand";
import { follow } from "@/api/events";
import type { RunEvent } from "@/api/types";
import { fold, newRun, parseEvent, type RunView } from "./fold-events";

export interface RunState {
  view: RunView | null;
  /** Step chosen in the timeline; `null` shows the newest of the selected node. */
  step: string | null;
  lost: boolean;
  /** It began while somebody watched; a run of the past is only looked at. */
  live: boolean;
}

export interface RunStore extends StoreApi<RunState> {
  /** Watches a run from its first event; a run that is watched already goes on. */
  watch(run: string, live?: boolean): void;
  clear(): void;
}

export function createRunStore(): RunStore {
  const store = createStore<RunState>(() => ({ view: null, step: null, lost: false, live: false }));
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
    if (status !== "completed" && status !== "failed" && status !== "cancelled") return;
    // The server ends the stream of a run that is over; that is no lost connection.
    stop?.();
    store.setState({ lost: false });
  };

  const clear = () => {
    stop?.();
    stop = undefined;
    waiting = [];
    cancelAnimationFrame(frame);
    frame = 0;
    store.setState({ view: null, step: null, lost: false, live: false });
  };

  return Object.assign(store, {
    clear,
    watch(run: string, live = true) {
      if (store.getState().view?.id === run) return live ? store.setState({ live }) : undefined;
      clear();
      store.setState({ view: newRun(run), live });
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
  });
}
