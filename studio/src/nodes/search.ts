// Finding a kind by title, summary, synonym or group.
import { byName } from "@/i18n/format";
import type { NodeKind } from "@/flow/types";
import { CATEGORIES } from "./categories";

/** Best first; an empty search gives all in the palette's order. `start` cannot be added. */
export function findKinds(kinds: Iterable<NodeKind>, search: string): NodeKind[] {
  const all = [...kinds].filter((kind) => kind.name !== "start");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.toSorted((a, b) => place(a) - place(b) || byName(a.title, b.title));
  return all
    .map((kind) => ({ kind, score: Math.min(...words.map((word) => score(kind, word))) }))
    .filter(({ score: points }) => points > 0)
    .toSorted((a, b) => b.score - a.score || byName(a.kind.title, b.kind.title))
    .map(({ kind }) => kind);
}

function score(kind: NodeKind, word: string): number {
  const title = kind.title.toLowerCase();
  if (title.startsWith(word)) return 6;
  if (title.split(" ").some((part) => part.startsWith(word))) return 5;
  if (kind.synonyms.some((synonym) => synonym.toLowerCase().startsWith(word))) return 4;
  if (kind.name.includes(word)) return 3;
  if (kind.summary.toLowerCase().includes(word) || title.includes(word)) return 2;
  return (CATEGORIES.find((category) => category.id === kind.category)?.title.toLowerCase() ?? "").startsWith(word) ? 1 : 0;
}

const place = (kind: NodeKind) => CATEGORIES.findIndex((category) => category.id === kind.category);
