// What one person likes: the kinds they used last and those they marked, whether they want to see the palette, and how high the panel
// below the canvas is. Kept in this browser, for every flow of theirs.
import { createStore, type StoreApi } from "zustand";
import { keep, recall } from "@/lib/storage";

/** More would push the groups out of sight. */
const RECENT = 5;

export interface Taste {
  /** Names of kinds, the newest first. */
  recent: string[];
  /** In the order they were marked. */
  favourites: string[];
  /** The palette is folded, which leaves more room for the canvas. */
  hidden: boolean;
  /** Of the panel, in pixels; `null`: nobody made it higher or lower. */
  panel: number | null;
}

export interface TasteStore extends StoreApi<Taste> {
  used(kind: string): void;
  favour(kind: string, isFavourite: boolean): void;
  hide(isHidden: boolean): void;
  size(panel: number | null): void;
}

export function createTaste(user: string): TasteStore {
  const key = `flowright.palette.${user}`;
  const store = createStore<Taste>(() => readable(recall<unknown>(key)));
  const change = (recipe: (taste: Taste) => Partial<Taste>) => {
    // Another tab may have changed it meanwhile.
    const stored = recall<unknown>(key);
    const taste = stored === null ? store.getState() : readable(stored);
    const next = { ...taste, ...recipe(taste) };
    store.setState(next);
    keep(key, next);
  };
  return Object.assign(store, {
    used: (kind: string) => change(({ recent }) => ({ recent: [kind, ...recent.filter((one) => one !== kind)].slice(0, RECENT) })),
    favour: (kind: string, isFavourite: boolean) =>
      change(({ favourites }) => {
        const others = favourites.filter((one) => one !== kind);
        return { favourites: isFavourite ? [...others, kind] : others };
      }),
    hide: (hidden: boolean) => change(() => ({ hidden })),
    size: (panel: number | null) => change(() => ({ panel })),
  });
}

/** What is stored may be of another version, or anything. */
function readable(stored: unknown): Taste {
  const { recent, favourites, hidden, panel } = (stored ?? {}) as Record<string, unknown>;
  const names = (list: unknown) => (Array.isArray(list) ? list.filter((one) => typeof one === "string") : []);
  return { recent: names(recent).slice(0, RECENT), favourites: names(favourites), hidden: hidden === true, panel: typeof panel === "number" && panel > 0 ? panel : null };
}
