// The steps of time travel: the events after which something of a run is different to look at.
import type { RunEvent } from "@/api/types";

export interface Moment {
  seq: number;
  at: number;
  kind: string;
  node: string | null;
}

const KINDS = new Set(["node.completed", "node.failed", "node.retrying", "run.waiting", "run.completed", "run.failed", "run.cancelled"]);

export function momentsOf(events: readonly RunEvent[]): Moment[] {
  return events.filter((event) => KINDS.has(event.kind)).map((event) => ({ seq: event.seq, at: Date.parse(event.at), kind: event.kind, node: event.node ?? null }));
}

/** Index of the last moment that had come when an event had; -1 before the first. */
export const momentAt = (moments: readonly Moment[], seq: number): number => moments.findLastIndex((moment) => moment.seq <= seq);

/** Channels that were set since the moment before. */
export function changedSince(events: readonly RunEvent[], after: number, upto: number): string[] {
  const changes = events.filter((event) => event.kind === "state.changed" && event.seq > after && event.seq <= upto);
  return [...new Set(changes.map((event) => String(event.payload.channel)))];
}
