// Where two values are not alike, field by field.

export interface ValueDifference {
  /** `passages[0].title`; empty: the whole. */
  path: string;
  /** `undefined`: there is none on this side. */
  a: unknown;
  b: unknown;
}

const MOST = 50;

export function differences(a: unknown, b: unknown, most = MOST): ValueDifference[] {
  const found: ValueDifference[] = [];
  const visit = (path: string, left: unknown, right: unknown) => {
    if (found.length >= most || Object.is(left, right)) return;
    if (Array.isArray(left) && Array.isArray(right)) {
      for (let at = 0; at < Math.max(left.length, right.length); at++) visit(`${path}[${at}]`, left[at], right[at]);
    } else if (isRecord(left) && isRecord(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) visit(path ? `${path}.${key}` : key, left[key], right[key]);
    } else found.push({ path, a: left, b: right });
  };
  visit("", a, b);
  return found;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
