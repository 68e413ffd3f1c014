// Where somebody went from the list last, in this tab: titles of tickets are not left behind in the browser.
import { inTab, keep, recall } from "@/lib/storage";
import type { Place } from "./rows";

const MOST = 5;
const key = (user: string) => `flowright.found.${user}`;

/** What is stored may be of another version, or anything. */
const isPlace = (one: unknown): one is Place => {
  const { id, label, href } = (one ?? {}) as Partial<Place>;
  return typeof id === "string" && typeof label === "string" && typeof href === "string" && /^\/(?!\/)/.test(href);
};

export function recent(user: string): Place[] {
  const stored = recall<unknown>(key(user), inTab);
  return Array.isArray(stored) ? stored.filter(isPlace) : [];
}

export function remember(user: string, place: Place): void {
  keep(key(user), [place, ...recent(user).filter((one) => one.id !== place.id)].slice(0, MOST), inTab);
}
