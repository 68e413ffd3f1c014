// Findings count characters, as Array.from does; text in a browser counts UTF-16 units.
import type { Finding } from "./types";

export function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (const character of text) {
    if (characters === 0) break;
    units += character.length;
    characters -= 1;
  }
  return units;
}

export interface Spot {
  from: number;
  to: number;
  cause: string;
  isError: boolean;
}

/** Where in a text its findings are; the text shown begins at `offset` in the one that was checked. */
export function spotsOf(findings: Finding[], pointer: string, checked: unknown, offset = 0): Spot[] {
  if (typeof checked !== "string") return [];
  return findings.flatMap(({ field, position, cause, severity }) => {
    if (field !== pointer || !position) return [];
    const from = unitsOf(checked, position.start) - offset;
    return [{ from: Math.max(0, from), to: unitsOf(checked, position.end) - offset, cause, isError: severity === "error" }];
  });
}
