import { useQuery } from "@tanstack/react-query";
import { stateQuery } from "@/api/runs";
import { useEditorState, useRun } from "@/editor/context";

/**
 * What the channels of the watched run began with: that stands in no event. The server tells the state after whole outcomes, so
 * of a channel that was set along with the first one the flow's own beginning is taken.
 */
export function useBeginning() {
  const run = useRun((state) => state.now?.id ?? "");
  const events = useRun((state) => state.events);
  const channels = useEditorState((state) => state.doc.flow.state);
  const first = events[0];
  const asked = useQuery({ ...stateQuery(run, first?.seq ?? 0), enabled: first !== undefined });
  const early = new Set(events.filter((event) => event.kind === "state.changed" && event.at === first?.at).map((event) => event.payload.channel));
  const told = Object.entries(asked.data?.state ?? {});
  const values: Record<string, unknown> = Object.fromEntries(told.map(([name, value]) => [name, early.has(name) ? channels?.[name]?.initial : value]));
  return { asked, values };
}
