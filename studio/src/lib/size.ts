import { number } from "@/i18n/format";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** “340 kB”, “1.2 MB”, in steps of 1,024. */
export function sizeWords(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** step;
  return number(size, { style: "unit", unit: UNITS[step], unitDisplay: step === 0 ? "long" : "short", maximumFractionDigits: size < 10 ? 1 : 0 });
}
