// Edits the server has not confirmed, kept in this browser: a reload or a crash loses nothing.
import { type Doc, same } from "@/flow/document";
import { type Conflict, rebase } from "@/flow/rebase";
import { rebaseLayout } from "@/flow/rebase-layout";
import { forget, keep, recall } from "@/lib/storage";
import type { Loaded } from "@/api/flows";

export interface Unsaved {
  base: Doc;
  etag: string | null;
  doc: Doc;
}

export interface Outbox {
  read(): Unsaved | null;
  /** False when the browser refuses to keep it. */
  write(unsaved: Unsaved): boolean;
  clear(): void;
}

export function browserOutbox(tenant: string, flow: string): Outbox {
  const key = `flowright.outbox.${tenant}.${flow}`;
  return { read: () => recall<Unsaved>(key), write: (unsaved) => keep(key, unsaved), clear: () => forget(key) };
}

export interface Restored {
  doc: Doc;
  /** Edits of an earlier page came back. */
  restored: boolean;
  conflicts: Conflict[];
}

/** What the editor opens with: the server's draft, and on it what an earlier page could not save. */
export function restore(unsaved: Unsaved | null, loaded: Loaded): Restored {
  const server: Doc = { flow: loaded.flow, layout: loaded.layout };
  if (!unsaved || same(unsaved.doc, server)) return { doc: server, restored: false, conflicts: [] };
  if (unsaved.etag === loaded.etag) return { doc: unsaved.doc, restored: true, conflicts: [] };
  const { flow, conflicts } = rebase(unsaved.base.flow, unsaved.doc.flow, loaded.flow);
  return { doc: { flow, layout: rebaseLayout(unsaved.base.layout, unsaved.doc.layout, loaded.layout) }, restored: true, conflicts };
}
