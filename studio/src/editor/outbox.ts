// Edits the server has not confirmed, kept in this browser: a reload or a crash loses nothing. Each tab has an entry of its own. What
// a tab left behind is taken over by the next one that opens the flow, but never from a tab that lives.
import { newKey } from "@/api/http";
import { allOf, inStore } from "@/lib/idb";
import { canTell, type Release, takeLock } from "@/lib/locks";
import { forget, keep, recall } from "@/lib/storage";
import type { Doc } from "@/flow/document";
import type { Conflict } from "@/flow/rebase";

export interface Unsaved {
  /** The server's document that the edits are made on. */
  base: Doc;
  etag: string | null;
  layoutEtag: string | null;
  doc: Doc;
  /** What was sent without an answer: it may have arrived. */
  sent: Doc[];
  conflicts: Conflict[];
}

export interface Kept extends Unsaved {
  id: string;
  scope: string;
  at: number;
}

export interface Outbox {
  readonly tab: string;
  /** What tabs that are no more left, the oldest first. Stays on disk until this tab's own entry is. */
  readonly found: Kept[];
  /** False when the browser refuses to keep it. */
  write(unsaved: Unsaved): Promise<boolean>;
  /** For a page that goes: done before this returns, as far as there is room. */
  writeAtOnce(unsaved: Unsaved): void;
  clear(): Promise<void>;
  /** Lets others take over what is left. */
  close(): Promise<void>;
}

const TAB = "flowright.tab";
const PREFIX = "flowright.outbox";
/** A page that is being left lets go of its lock a moment after the next one has begun. */
const OWN_RELEASE_MS = 2_000;
/** Where the browser cannot say which tabs live: one that waits to save touches its entry more often than this. */
const SILENT_MS = 90_000;

export const scopeOf = (tenant: string, user: string, flow: string, branch: string | null = null): string => `${tenant}/${user}/${flow}${branch === null ? "" : `@${branch}`}`;

/** Which draft a scope is of. Neither a flow's name nor a branch's has one of its signs in it. */
export function lineOf(scope: string): { flow: string; branch: string | null } {
  const [flow = "", branch] = (scope.split("/").at(-1) ?? "").split("@");
  return { flow, branch: branch ?? null };
}

export async function openOutbox(scope: string, now = Date.now): Promise<Outbox> {
  const tab = newKey();
  const before = swapTab(tab);
  const own = await takeLock(lockOf(tab));
  const found: Kept[] = [];
  const held: Release[] = own ? [own] : [];
  for (const kept of await everything(scope)) {
    const isOwn = kept.id === before;
    if (!canTell() && !isOwn && now() - kept.at < SILENT_MS) continue;
    const release = await takeLock(lockOf(kept.id), isOwn ? OWN_RELEASE_MS : 0);
    if (!release) continue;
    held.push(release);
    found.push(kept);
  }

  const localKey = (id: string) => `${PREFIX}.${scope}.${id}`;
  let left = found.map((kept) => kept.id);
  const entry = (unsaved: Unsaved): Kept => ({ ...unsaved, id: tab, scope, at: now() });
  // One after the other, so that an older write never lands on a newer one.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const dropFound = async () => {
    const gone = left;
    left = [];
    for (const id of gone) await remove(id, localKey(id));
  };

  return {
    tab,
    found,
    write: (unsaved) =>
      inTurn(async () => {
        const made = entry(unsaved);
        const isOnDisk = await inStore("outbox", "readwrite", (store) => void store.put(made)).then(() => true, () => false);
        if (isOnDisk) forget(localKey(tab));
        const isKept = isOnDisk || keep(localKey(tab), made);
        if (isKept) await dropFound();
        return isKept;
      }),
    writeAtOnce: (unsaved) => {
      keep(localKey(tab), entry(unsaved));
    },
    clear: () =>
      inTurn(async () => {
        await remove(tab, localKey(tab));
        await dropFound();
      }),
    close: async () => {
      await last;
      for (const release of held.splice(0)) release();
    },
  };
}

const lockOf = (tab: string) => `flowright.tab.${tab}`;

async function remove(id: string, key: string): Promise<void> {
  forget(key);
  await inStore("outbox", "readwrite", (store) => void store.delete(id)).catch(() => undefined);
}

/** From both places; of two copies the newer one. */
async function everything(scope: string): Promise<Kept[]> {
  const newest = new Map<string, Kept>();
  const onDisk = await allOf<Kept>("outbox", scope).catch(() => []);
  for (const kept of [...onDisk, ...local(scope)]) if (kept.at >= (newest.get(kept.id)?.at ?? 0)) newest.set(kept.id, kept);
  return [...newest.values()].toSorted((a, b) => a.at - b.at);
}

function local(scope: string): Kept[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}.${scope}.`));
    return keys.map((key) => recall<Kept>(key)).filter((kept) => kept?.doc !== undefined && kept.base !== undefined) as Kept[];
  } catch {
    return [];
  }
}

/** Remembers this page's tab for the one that a reload makes of it; gives the one before. */
function swapTab(tab: string): string | null {
  try {
    const before = sessionStorage.getItem(TAB);
    sessionStorage.setItem(TAB, tab);
    return before;
  } catch {
    return null;
  }
}
