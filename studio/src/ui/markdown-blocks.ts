// The blocks of a text that grows: what stands before the last block is not read again.
import { lexer, type Token } from "marked";

export interface Blocks {
  text: string;
  tokens: Token[];
}

const read = (text: string): Token[] => [...lexer(text, { gfm: true, breaks: true })];

/** The blocks of `text`. When it continues what was read before, only the last block of that is read again, with what was added. */
export function blocksOf(text: string, before?: Blocks): Blocks {
  if (before && text === before.text) return before;
  if (!before || !text.startsWith(before.text)) return { text, tokens: read(text) };
  const kept = before.tokens.slice(0, lastBlock(before.tokens));
  const length = kept.reduce((sum, token) => sum + token.raw.length, 0);
  // The lexer changes some characters (tabs, line ends); then lengths say nothing.
  if (!text.startsWith(kept.map((token) => token.raw).join(""))) return { text, tokens: read(text) };
  return { text, tokens: [...kept, ...read(text.slice(length))] };
}

/** Where the last block begins; the empty lines after it belong to it, because a list may go on after them. */
function lastBlock(tokens: Token[]): number {
  const at = tokens.findLastIndex((token) => token.type !== "space");
  return Math.max(at, 0);
}
