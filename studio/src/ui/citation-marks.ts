// The marks `[1]`, `[1, 3]` and `[^1]` that name the sources of an answer, and the numbers that people see: in the order in which
// the answer mentions its sources, without a gap, whatever numbers they had among all that was found.

const MARK = String.raw`\[\s*\^?\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})*\s*\](?!\()`;
/** What is code says nothing about sources; neither does what may become code, at the end. */
const CODE = "```[\\s\\S]*?(?:```|$)|`[^`\\n]*(?:`|$)";

/** A text cut at its marks; each mark is a piece of its own. */
export const atMarks = (text: string): string[] => text.split(new RegExp(`(${MARK})`));

/** The numbers that a piece names; none when it is no mark. */
export const numbersOf = (piece: string): number[] => (new RegExp(`^${MARK}$`).test(piece) ? [...piece.matchAll(/\d+/g)].map(([digits]) => Number(digits)) : []);

/** Without the beginning of a mark at its end: more of it may come, and half a mark is not shown. */
export const withoutHalf = (text: string): string => text.replace(/\[[\s\d^,;]{0,40}$/, "");

export interface Places {
  /** The number that people see, by the number in the text. */
  of: (n: number) => number | undefined;
}

/** Who mentions what first: of the sources that there are, those that the text names, in its order, and then the others. */
export function placesOf(text: string, isSource: (n: number) => boolean, others: number[] = []): Places {
  const found = new Map<number, number>();
  const put = (n: number) => !found.has(n) && isSource(n) && found.set(n, found.size + 1);
  for (const [piece] of text.matchAll(new RegExp(`${CODE}|${MARK}`, "g"))) numbersOf(piece).forEach(put);
  others.forEach(put);
  return { of: (n) => found.get(n) };
}

/** The text as it is read: with the numbers that people see. */
export function renumbered(text: string, places: Places): string {
  return text.replace(new RegExp(`${CODE}|${MARK}`, "g"), (piece) => {
    const known = numbersOf(piece).map((n) => places.of(n));
    return known.some((n) => n !== undefined) ? known.map((n, at) => `[${n ?? numbersOf(piece)[at]}]`).join("") : piece;
  });
}
