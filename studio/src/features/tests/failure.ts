// A failed expectation, taken apart for the eye: in which turn, what was wanted, what came instead, and where the two part.

export interface Failure {
  turn: number | null;
  /** What was expected, as a sentence. */
  wanted: string;
  /** What came instead, when the sentence says it. */
  got: string | null;
}

export function parseFailure(sentence: string): Failure {
  const found = /^turn (\d+): ([\s\S]*)$/.exec(sentence);
  const rest = found?.[2] ?? sentence;
  const turn = found ? Number(found[1]) : null;
  const parted = /^([\s\S]*?[’\d]); ((?:it|its|cited|nothing)\b[\s\S]*)$/.exec(rest);
  return { turn, wanted: parted?.[1] ?? rest, got: parted?.[2] ?? null };
}

export interface Piece {
  text: string;
  differs: boolean;
}

/** Two sentences, each with the part in its middle that the other does not have, whole words at a time. */
export function part(a: string, b: string): [Piece[], Piece[]] {
  const [left, right] = [a.split(/(\s+)/), b.split(/(\s+)/)];
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < left.length - head && tail < right.length - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const pieces = (words: string[]): Piece[] =>
    [
      { text: words.slice(0, head).join(""), differs: false },
      { text: words.slice(head, words.length - tail).join(""), differs: true },
      { text: words.slice(words.length - tail).join(""), differs: false },
    ].filter((piece) => piece.text !== "");
  return [pieces(left), pieces(right)];
}

/** The words between the outermost ‘ and ’ of a sentence. */
export const quoted = (sentence: string): string | null => /‘([\s\S]*)’/.exec(sentence)?.[1] ?? null;
