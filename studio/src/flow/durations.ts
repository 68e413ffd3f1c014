// Durations as a flow writes them: `250ms`, `30s`, `5m`, `2h`, `7d`.
export const UNITS = ["ms", "s", "m", "h", "d"] as const;
export type Unit = (typeof UNITS)[number];

export function durationOf(value: unknown): { count: number; unit: Unit } | null {
  const found = typeof value === "string" ? /^\s*(\d{1,12})(ms|s|m|h|d)\s*$/.exec(value) : null;
  return found ? { count: Number(found[1]), unit: found[2] as Unit } : null;
}
