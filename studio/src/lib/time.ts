// Times and amounts as people read them, in their language; 24 hours a day in all of ours.
import { number } from "@/i18n/format";
import { locale, t } from "@/i18n";

const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
const clockFormat = new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const fullFormat = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
const dayFormat = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" });
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

export function ago(time: string, now = Date.now()): string {
  const gap = Date.parse(time) - now;
  for (const [unit, size] of UNITS) if (Math.abs(gap) >= size) return relative.format(Math.round(gap / size), unit);
  return t("just now");
}

export const isPast = (time: string, now = Date.now()): boolean => Date.parse(time) < now;

export const clock = (time: string | number): string => clockFormat.format(new Date(time));

export const fullTime = (time: string | number): string => fullFormat.format(new Date(time));

export const day = (time: string | number): string => dayFormat.format(new Date(time));

/** `10:42`, with the day when it is another one. */
export const shortTime = (time: string | number): string => (day(time) === day(Date.now()) ? clock(time) : fullTime(time));

const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** The symbols of the units are the same everywhere. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${number(ms, { maximumFractionDigits: 0 })} ms`;
  if (ms < 60_000) return `${number(ms / 1_000, one)} s`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s` : `${number(ms / 3_600_000, one)} h`;
}

export function bytes(size: number): string {
  if (size < 1_024) return `${number(size)} B`;
  return size < 1_048_576 ? `${number(size / 1_024, { maximumFractionDigits: 0 })} KB` : `${number(size / 1_048_576, one)} MB`;
}
