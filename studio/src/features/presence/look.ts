// How people are told apart. The colour is the same for everybody who looks; the name always stands with it.
import type { Present } from "@/api/types";

const LOOKS = [
  { box: "border-info", tag: "bg-info-soft text-info border-info" },
  { box: "border-ok", tag: "bg-ok-soft text-ok border-ok" },
  { box: "border-warn", tag: "bg-warn-soft text-warn border-warn" },
  { box: "border-danger", tag: "bg-danger-soft text-danger border-danger" },
  { box: "border-accent", tag: "bg-accent-soft text-accent border-accent" },
] as const;

export function lookOf(user: string): (typeof LOOKS)[number] {
  let sum = 0;
  for (const char of user) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 100_003;
  return LOOKS[sum % LOOKS.length] as (typeof LOOKS)[number];
}

/** `Anna Lind` is `AL`. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join("");

/** One entry for each person, with all their tabs. */
export function byPerson(others: Present[]): { id: string; name: string; me: boolean; tabs: Present[] }[] {
  const people = new Map<string, { id: string; name: string; me: boolean; tabs: Present[] }>();
  for (const one of others) {
    const known = people.get(one.user.id);
    if (known) known.tabs.push(one);
    else people.set(one.user.id, { id: one.user.id, name: one.user.name, me: one.me, tabs: [one] });
  }
  return [...people.values()];
}
