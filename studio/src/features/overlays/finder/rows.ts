// What the list shows, and what of it fits what was typed.
import { defaultFilter } from "cmdk";

interface Line {
  id: string;
  label: string;
  /** Stands beside it. */
  detail?: string;
  /** It is found by these as well. */
  words?: string;
}
export interface Place extends Line {
  href: string;
  /** The detail is a number or a name as machines write it. */
  isCode?: boolean;
}
export interface Action extends Line {
  perform: () => void;
}
export type Row = Place | Action;

export interface Group {
  heading: string;
  rows: Row[];
}

/** Less is letters that happen to come in this order. */
const LEAST = 0.1;

/** The rows that fit, the best first, and so the groups; everything while nothing is typed. */
export function fitting(groups: Group[], search: string): Group[] {
  const typed = search.trim();
  if (!typed) return groups.filter((group) => group.rows.length > 0);
  return groups
    .map(({ heading, rows }) => {
      const fit = rows.map((row) => ({ row, score: defaultFilter(`${row.label} ${row.words ?? ""}`, typed) })).filter((one) => one.score >= LEAST);
      fit.sort((one, other) => other.score - one.score);
      return { heading, rows: fit.map((one) => one.row), score: fit[0]?.score ?? 0 };
    })
    .filter((group) => group.rows.length > 0)
    .toSorted((one, other) => other.score - one.score);
}
