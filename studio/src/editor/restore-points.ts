// States of a flow from before something that changes much at once, kept in this browser: the last twenty of each flow.
import { useSyncExternalStore } from "react";
import { allOf, inStore } from "@/lib/idb";
import type { Doc } from "@/flow/document";
import { t } from "@/i18n";
import type { Editor } from "./store";

export const POINTS_KEPT = 20;

export interface RestorePoint {
  id: number;
  scope: string;
  /** What came after: `tidy up`. */
  label: string;
  at: number;
  doc: Doc;
}

const NONE: RestorePoint[] = [];
const known = new Map<string, RestorePoint[]>();
const listeners = new Set<() => void>();

/** The newest first. */
export async function loadPoints(scope: string): Promise<void> {
  const points = await allOf<RestorePoint>("points", scope).catch(() => NONE);
  known.set(scope, points.toReversed());
  for (const listener of listeners) listener();
}

export async function keepPoint(scope: string, label: string, doc: Doc, now = Date.now()): Promise<void> {
  try {
    await inStore("points", "readwrite", (store) => void store.add({ scope, label, at: now, doc }));
    const points = await allOf<RestorePoint>("points", scope);
    const old = points.slice(0, Math.max(0, points.length - POINTS_KEPT));
    if (old.length > 0) await inStore("points", "readwrite", (store) => old.forEach((point) => store.delete(point.id)) as undefined);
  } catch {
    // A browser that keeps nothing has no restore points; undo still works.
    return;
  }
  await loadPoints(scope);
}

/** Keeps a point before each edit that says it is risky. */
export function watchPoints(editor: Editor, scope: string): () => void {
  return editor.subscribe(({ risked }, before) => {
    if (risked && risked !== before.risked) void keepPoint(scope, risked.label, risked.doc);
  });
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
export function restorePoint(editor: Editor, point: RestorePoint): void {
  editor.edit(
    t("restore of the state before {what}", { what: point.label }),
    (doc) => {
      doc.flow = point.doc.flow;
      doc.layout = point.doc.layout;
    },
    { risky: true, say: t("The flow is again as it was before {what}.", { what: point.label }) },
  );
}
