// Finding a kind by title, summary, synonym, MCP server, or what it does.
import { byName } from "@/i18n/format";
import type { NodeKind } from "@/flow/types";
import { plain } from "@/lib/plain";
import { CATEGORIES } from "./categories";
import { EFFECTS } from "./effects";

/** Best first; an empty search gives all in the palette's order. `start` cannot be added. */
export function findKinds(kinds: Iterable<NodeKind>, search: string): NodeKind[] {
  const all = [...kinds].filter((kind) => kind.name !== "start");
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.toSorted((a, b) => place(a) - place(b) || byName(a.title, b.title));
  return all
    .map((kind) => ({ kind, score: Math.min(...words.map((word) => score(kind, word))) }))
    .filter(({ score: points }) => points > 0)
    .toSorted((a, b) => b.score - a.score || byName(a.kind.title, b.kind.title))
    .map(({ kind }) => kind);
}

function score(kind: NodeKind, word: string): number {
  const title = plain(kind.title);
  if (title.startsWith(word)) return 7;
  if (parts(title).some((part) => part.startsWith(word))) return 6;
  const synonyms = kind.synonyms.map(plain);
  if (synonyms.includes(word)) return 5;
  if (synonyms.some((synonym) => synonym.startsWith(word) || parts(synonym).some((part) => part.startsWith(word)))) return 4;
  if (kind.name.includes(word)) return 3;
  if (plain(kind.summary).includes(word) || title.includes(word)) return 2;
  return tags(kind).some((tag) => plain(tag).startsWith(word)) ? 1 : 0;
}

const parts = (text: string) => text.split(/[\s-]+/);

/** Its group, and what it does to the world. */
const tags = (kind: NodeKind) => [CATEGORIES.find((category) => category.id === kind.category)?.title ?? "", EFFECTS[kind.effect]?.word ?? ""].filter(Boolean);

const place = (kind: NodeKind) => CATEGORIES.findIndex((category) => category.id === kind.category);
