// Who else has the flow open, and where they are. Says the same of this tab, for as long as it is seen.
import { create } from "zustand";
import { announce, leave } from "@/api/presence";
import type { Present } from "@/api/types";
import type { DraftSync } from "../draft-sync";
import type { Editor } from "../store";

const TOGETHER_MS = 5_000;
const ALONE_MS = 15_000;
/** Walking over nodes with the arrows is told once, where one stops. */
const SETTLE_MS = 400;

/** One editor is open at a time. */
export const usePresence = create<{ others: Present[] }>(() => ({ others: [] }));

/** The field that has the focus, as a pointer into the node. */
const fieldNow = (): string | null => document.activeElement?.closest<HTMLElement>("[data-field]")?.dataset.field ?? null;

export function startPresence(editor: Editor, sync: DraftSync): () => void {
  const { name, branch } = editor.getState();
  const { tab } = sync;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said = "";
  let ended = false;

  const next = (ms: number) => {
    clearTimeout(timer);
    if (!ended && !document.hidden) timer = setTimeout(() => void say(), ms);
  };
  const where = () => ({ node: editor.getState().active, field: fieldNow() });
  const say = async () => {
    clearTimeout(timer);
    const here = where();
    said = JSON.stringify(here);
    try {
      const view = await announce(name, { tab, branch, ...here });
      if (ended) return;
      const others = view.present.filter((one) => one.tab !== tab && (one.branch ?? null) === branch);
      if (JSON.stringify(others.map(seen)) !== JSON.stringify(usePresence.getState().others.map(seen))) usePresence.setState({ others });
      sync.noticed(view.draft_etag, view.layout_etag);
      next(others.length > 0 ? TOGETHER_MS : ALONE_MS);
    } catch {
      if (!ended) usePresence.setState({ others: [] });
      next(ALONE_MS);
    }
  };
  const goes = () => {
    clearTimeout(timer);
    said = "";
    void leave(name, tab).catch(() => undefined);
  };
  const moved = () => JSON.stringify(where()) !== said && next(SETTLE_MS);
  const onVisible = () => (document.hidden ? goes() : void say());
  const stopWatching = editor.subscribe((state, before) => state.active !== before.active && moved());
  document.addEventListener("focusin", moved);
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("pagehide", goes);
  window.addEventListener("online", moved);
  if (!document.hidden) void say();
  return () => {
    ended = true;
    goes();
    stopWatching();
    document.removeEventListener("focusin", moved);
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("pagehide", goes);
    window.removeEventListener("online", moved);
    usePresence.setState({ others: [] });
  };
}

/** What there is to see of somebody; when they were last heard of is not. */
const seen = ({ user, tab, node, field }: Present) => [user.id, user.name, tab, node, field];
