// Opening hours as people say them.
import { list } from "@/i18n/format";
import { locale, t } from "@/i18n";
import { clock } from "./time";

const DAY_MS = 86_400_000;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const names = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
const dates = new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long" });
const datesWithYear = new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** 1 is Monday. */
export const dayName = (day: number): string => names.format(MONDAY + (day - 1) * DAY_MS);

/** `Monday to Friday and Sunday`. */
export function daysInWords(days: number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  if (sorted.length === 7) return t("every day");
  const parts: [first: number, last: number][] = [];
  for (const day of sorted) {
    const part = parts.at(-1);
    if (part && part[1] === day - 1) part[1] = day;
    else parts.push([day, day]);
  }
  // Two days in a row are two days, and no span.
  const said = parts.flatMap(([first, last]) => (last - first < 2 ? [...new Set([first, last])].map(dayName) : [t("{first} to {last}", { first: dayName(first), last: dayName(last) })]));
  return list(said);
}

interface Hours {
  days: number[];
  from: string;
  to: string;
  timezone: string;
}

/** Where the reader's clock is. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Monday to Friday, 09:00–17:00`; with the time zone where it is not the reader's. */
export function hoursInWords({ days, from, to, timezone }: Hours, own = ownZone()): string {
  const when = t("{days}, {from}–{to}", { days: daysInWords(days), from, to });
  return timezone === own ? when : `${when} (${timezone})`;
}

/** `today at 09:00`, `tomorrow at 09:00`, `Monday, March 30 at 09:00` (with the year where it is another), on the reader's clock. */
export function opensInWords(moment: string, now = new Date()): string {
  const then = new Date(moment);
  const time = clock(moment);
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  // A day with a change of the clocks is an hour longer or shorter.
  const days = Math.round((midnight(then) - midnight(now)) / DAY_MS);
  if (days === 0) return t("today at {time}", { time });
  if (days === 1) return t("tomorrow at {time}", { time });
  const format = then.getFullYear() === now.getFullYear() ? dates : datesWithYear;
  return t("{day} at {time}", { day: format.format(then), time });
}

/** Whether the desk is open now or (`opens`) when it will be, and its hours. Where these are on another clock, it is said which is which. */
export function openInWords(hours: Hours, opens: string | null, own = ownZone()): string {
  const at = opens && opensInWords(opens);
  const when = at && hours.timezone !== own ? t("{when} (your time)", { when: at }) : at;
  const now = when ? t("The desk is closed now and opens {when}.", { when }) : t("The desk is open now.");
  return `${now} ${t("Opening hours: {hours}.", { hours: hoursInWords(hours, own) })}`;
}
