// The run that is being watched, beside the document: a status tick renders the nodes it concerns and nothing else.
import { createStore, type StoreApi } from "zustand";
import { follow } from "@/api/events";
import { asProblem, get } from "@/api/http";
import type { RunEvent } from "@/api/types";
import { foldAll, hasEnded, newRun, parseEvent, type RunView, viewAt } from "./fold-events";
import { type Moment, momentAt, momentsOf } from "./moments";

export interface RunState {
  /** What is drawn: the run as it is now, or as it was at a moment that somebody went back to. */
  view: RunView | null;
  /** The run as it is now. */
  now: RunView | null;
  /** Number of the event that is looked at; `null` follows the run. */
  at: number | null;
  /** Its log without the passing deltas. */
  events: readonly RunEvent[];
  moments: readonly Moment[];
  /** Step chosen in the timeline; `null` shows the newest of the selected node. */
  step: string | null;
  lost: boolean;
  /** The run that was to be watched does not exist, or no longer. */
  gone: boolean;
  /** It began while somebody watched; a run of the past is only looked at. */
  live: boolean;
}

export interface RunStore extends StoreApi<RunState> {
  /** Watches a run from its first event; a run that is watched already goes on. `at`: as it was after that event. */
  watch(run: string, live?: boolean, at?: number | null): void;
  /** Back to a moment, by the number of its event; `null`: as it is now. */
  goTo(seq: number | null): void;
  /** A moment on, or back. */
  step(by: 1 | -1): void;
  clear(): void;
}

const EMPTY: RunState = { view: null, now: null, at: null, events: [], moments: [], step: null, lost: false, gone: false, live: false };

export function createRunStore(): RunStore {
  const store = createStore<RunState>(() => EMPTY);
  let stop: (() => void) | undefined;
  let waiting: RunEvent[] = [];
  let frame = 0;

  // Events are folded once per frame: fifty status changes a second are still one render.
  const flush = () => {
    frame = 0;
    const arrived = waiting;
    waiting = [];
    store.setState((state) => {
      if (!state.now) return {};
      const now = foldAll(state.now, arrived);
      const last = state.events.at(-1)?.seq ?? 0;
      const durable = arrived.filter((event) => (event.part ?? null) === null && event.seq > last);
      const events = durable.length > 0 ? [...state.events, ...durable] : state.events;
      const moments = durable.length > 0 ? [...state.moments, ...momentsOf(durable)] : state.moments;
      if (state.at === null) return { now, view: now, events, moments };
      // A link to a moment is opened before the log has come that far.
      const isThere = (state.view?.seq ?? 0) >= state.at;
      return { now, events, moments, view: isThere ? state.view : viewAt(now.id, events, state.at) };
    });
    if (!hasEnded(store.getState().now)) return;
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
    store.setState(EMPTY);
  };

  const goTo = (seq: number | null) =>
    store.setState((state) => {
      const last = state.moments.at(-1)?.seq;
      if (!state.now || seq === null || last === undefined || seq >= last) return { at: null, view: state.now, step: null };
      return { at: seq, view: viewAt(state.now.id, state.events, seq), step: null };
    });

  return Object.assign(store, {
    clear,
    goTo,
    step(by: 1 | -1) {
      const { moments, at } = store.getState();
      const here = at === null ? moments.length - 1 : momentAt(moments, at);
      const next = moments[Math.max(0, here + by)];
      if (next) goTo(next.seq);
    },
    watch(run: string, live = true, at: number | null = null) {
      if (store.getState().now?.id === run) return live ? store.setState({ live }) : undefined;
      clear();
      const view = newRun(run);
      store.setState({ view, now: view, live, at });
      stop = follow(`/runs/${run}/events`, null, {
        onEvent: (kind, data) => {
          const event = parseEvent(kind, data);
          if (!event) return;
          waiting.push(event);
          frame ||= requestAnimationFrame(flush);
        },
        onOpen: () => store.setState({ lost: false }),
        onLost: () => store.setState({ lost: true }),
        // A stream does not tell why it is refused.
        onRefused: () =>
          get(`/runs/${run}`).catch((error: unknown) => {
            if (asProblem(error).status !== 404 || store.getState().now?.id !== run) return;
            clear();
            store.setState({ gone: true });
          }),
      });
    },
  });
}
