// States of a flow from before something that changes much at once. They are kept in this browser first, so that there is one without a
// network too, and handed over to the server when it can be reached, where everybody who edits the flow finds them.
import { useSyncExternalStore } from "react";
import { asProblem, newKey } from "@/api/http";
import { putRestorePoint } from "@/api/restore-points";
import { allOf, inStore } from "@/lib/idb";
import type { Doc } from "@/flow/document";
import { t } from "@/i18n";
import { lineOf } from "./outbox";
import type { Editor } from "./store";

export const POINTS_KEPT = 20;
/** As the server has it. */
const MAX_LABEL = 200;
/** A server that did not take one is asked again. */
const RETRY_MS = 30_000;

export interface RestorePoint {
  id: number;
  /** Its name on the server; those of before it was handed over have none yet. */
  key?: string;
  scope: string;
  /** What came after: `tidy up`. */
  label: string;
  at: number;
  doc: Doc;
  /** The server has it, or refuses it for good. */
  handed?: "kept" | "refused";
}

const NONE: RestorePoint[] = [];
const known = new Map<string, RestorePoint[]>();
const listeners = new Set<() => void>();
const handing = new Map<string, Promise<void>>();

/** The newest first. */
export async function loadPoints(scope: string): Promise<void> {
  const points = await allOf<RestorePoint>("points", scope).catch(() => NONE);
  known.set(scope, points.toReversed());
  for (const listener of listeners) listener();
}

export async function keepPoint(scope: string, label: string, doc: Doc, now = Date.now()): Promise<void> {
  const point = { key: newKey(), scope, label, at: now, doc };
  try {
    await inStore("points", "readwrite", (store) => void store.add(point));
    const points = await allOf<RestorePoint>("points", scope);
    const old = points.slice(0, Math.max(0, points.length - POINTS_KEPT));
    if (old.length > 0) await inStore("points", "readwrite", (store) => old.forEach((one) => store.delete(one.id)) as undefined);
  } catch {
    // A browser that keeps nothing still hands it over; only without a network there is none, and undo still works.
    void send(point);
    return;
  }
  await loadPoints(scope);
  // Nobody waits for the network.
  void handOver(scope);
}

/** Gives the server what only this browser has, the oldest first; one after the other, and once at a time. */
export function handOver(scope: string): Promise<void> {
  const turn = (handing.get(scope) ?? Promise.resolve()).then(() => handAll(scope));
  handing.set(scope, turn);
  return turn;
}

async function handAll(scope: string): Promise<void> {
  const points = await allOf<RestorePoint>("points", scope).catch(() => NONE);
  const waiting = points.filter((point) => point.handed === undefined);
  for (const point of waiting) {
    const named = { ...point, key: point.key ?? newKey() };
    // Its name is written down before it is said, so that whatever is lost on the way it is the same one again.
    if (point.key === undefined) await write(named);
    const handed = await send(named);
    if (handed === null) break;
    await write({ ...named, handed });
  }
  if (waiting.length > 0) await loadPoints(scope);
}

const write = (point: RestorePoint) => inStore("points", "readwrite", (store) => void store.put(point)).catch(() => undefined);

/** `null`: it may work another time. */
async function send({ scope, key, label, at, doc }: Omit<RestorePoint, "id">): Promise<RestorePoint["handed"] | null> {
  const { flow, branch } = lineOf(scope);
  try {
    await putRestorePoint(flow, branch, key as string, { label: [...label].slice(0, MAX_LABEL).join(""), at, doc });
    return "kept";
  } catch (error) {
    const { status } = asProblem(error);
    // Signed out, hurried, or a flow that is just being made: not said of the point itself.
    return status >= 400 && status < 500 && ![401, 404, 408, 429].includes(status) ? "refused" : null;
  }
}

/** Keeps a point before each edit that says it is risky, and hands over what an earlier page could not. */
export function watchPoints(editor: Editor, scope: string): () => void {
  const hand = () => void handOver(scope);
  const retry = setInterval(() => {
    if (known.get(scope)?.some((point) => point.handed === undefined)) hand();
  }, RETRY_MS);
  window.addEventListener("online", hand);
  void loadPoints(scope).then(hand);
  const stop = editor.subscribe(({ risked }, before) => {
    if (risked && risked !== before.risked) void keepPoint(scope, risked.label, risked.doc);
  });
  return () => {
    stop();
    clearInterval(retry);
    window.removeEventListener("online", hand);
  };
}

export function usePoints(scope: string): RestorePoint[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => known.get(scope) ?? NONE,
  );
}

/** One step, which undo takes back like any other. */
export function restorePoint(editor: Editor, point: Pick<RestorePoint, "label" | "doc">): void {
  editor.edit(
    t("restore of the state before {what}", { what: point.label }),
    (doc) => {
      doc.flow = point.doc.flow;
      doc.layout = point.doc.layout;
    },
    { risky: true, say: t("The flow is again as it was before {what}.", { what: point.label }) },
  );
}
