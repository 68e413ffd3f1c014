// Times and amounts as people read them.

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const clockFormat = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const fullFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", hour12: false });
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

export function ago(time: string, now = Date.now()): string {
  const gap = Date.parse(time) - now;
  for (const [unit, size] of UNITS) if (Math.abs(gap) >= size) return relative.format(Math.round(gap / size), unit);
  return "just now";
}

export const clock = (time: string | number): string => clockFormat.format(new Date(time));

export const fullTime = (time: string): string => fullFormat.format(new Date(time));

export function duration(ms: number): string {
  if (ms < 1) return "0 ms";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s` : `${(ms / 3_600_000).toFixed(1)} h`;
}

export function bytes(size: number): string {
  if (size < 1_024) return `${size} B`;
  return size < 1_048_576 ? `${(size / 1_024).toFixed(0)} KB` : `${(size / 1_048_576).toFixed(1)} MB`;
}
