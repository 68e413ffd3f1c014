// Numbers, lists and order as the reader's language has them.
import { locale } from "./index";

const numbers = new Map<string, Intl.NumberFormat>();

/** `1,204` and `1.204`; at most `digits` after the point. */
export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(locale(), options);
  numbers.set(key, known);
  return known.format(value);
}

/** A share of one, as per cent. */
export const percent = (share: number, digits = 0): string => number(share, { style: "percent", maximumFractionDigits: digits });

/** Small amounts keep the digits that say something: `$0.0031`. */
export const money = (amount: number, currency = "USD"): string =>
  number(amount, { style: "currency", currency, maximumFractionDigits: Math.abs(amount) < 1 ? 4 : 2, minimumFractionDigits: 2 });

/** `a, b and c`; as `"disjunction"` it is `a, b or c`. */
export const list = (items: Iterable<string>, type: "conjunction" | "disjunction" | "unit" = "conjunction"): string =>
  new Intl.ListFormat(locale(), { type, style: type === "unit" ? "short" : "long" }).format(items);

/** For `toSorted`: names as people look them up, `node 2` before `node 10`. */
export const byName = new Intl.Collator(locale(), { numeric: true }).compare;
