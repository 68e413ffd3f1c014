// The run whose values are shown: the one that is watched, else the flow's last one. That one is asked for when the inspector opens, and
// stays out of the run store: nobody chose it, so the canvas paints nothing of it.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { lastRunQuery, logQuery } from "@/api/last-run";
import { meQuery } from "@/api/session";
import { useEditorState, useRun } from "@/editor/context";
import { foldAll, newRun, type RunView } from "@/editor/runs/fold-events";
import { may } from "@/lib/may";
import { shortTime } from "@/lib/time";

interface LastRun {
  view: RunView | null;
  /** When it began. */
  time: string;
  isLoading: boolean;
  /** It could not be loaded. */
  failed: boolean;
  retry: () => void;
}

const Context = createContext<LastRun>({ view: null, time: "", isLoading: false, failed: false, retry: () => undefined });

export function LastRunProvider({ children }: { children: ReactNode }) {
  const flow = useEditorState((state) => state.name);
  const isWatching = useRun((state) => state.view !== null);
  const me = useQuery(meQuery);
  const wanted = !isWatching && may(me.data?.permissions ?? [], "runs:read");
  const run = useQuery({ ...lastRunQuery(flow), enabled: wanted });
  const log = useQuery({ ...logQuery(run.data ?? { id: "", last_seq: 0 }), enabled: wanted && Boolean(run.data) });
  const read = run.data ? log.data : undefined;
  const shown = useMemo(() => {
    const view = read ? foldAll(newRun(read.id), read.events) : null;
    // It has been asked for, and nothing of it has happened yet.
    return view && view.startedAt !== null ? { view, time: timeOf(view) } : { view: null, time: "" };
  }, [read]);
  const needed = run.data === undefined ? run : run.data !== null && !read ? log : null;
  const isLoading = wanted && needed?.isLoading === true;
  // Without a network it is not even asked.
  const failed = wanted && (needed?.isError === true || needed?.isPaused === true);
  const refetch = needed?.refetch;
  const value = useMemo(() => ({ ...shown, isLoading, failed, retry: () => void refetch?.() }), [shown, isLoading, failed, refetch]);
  return <Context value={value}>{children}</Context>;
}

export const useLastRun = (): LastRun => useContext(Context);

export interface ShownRun {
  view: RunView | null;
  /** When it began, if it is the flow's last run and nobody chose it. */
  last: string | null;
}

export function useShownRun(): ShownRun {
  const watched = useRun((state) => state.view);
  const { view, time } = useLastRun();
  return watched || !view ? { view: watched, last: null } : { view, last: time };
}

/** When a run began; empty before it has. */
export const timeOf = ({ startedAt }: RunView): string => (startedAt === null ? "" : shortTime(startedAt));
