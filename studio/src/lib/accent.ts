// Somebody's own colour, made readable: as text on what it stands on, and under text of its own.

type Rgb = [number, number, number];

const NEEDED = 4.5;

export function rgb(hex: string): Rgb | null {
  // A stylesheet that was made small writes #fff.
  const found = /^#([0-9a-f]{6})$/i.exec(hex.trim().replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3"))?.[1];
  return found ? [0, 2, 4].map((at) => Number.parseInt(found.slice(at, at + 2), 16)) as Rgb : null;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const hexOf = (colour: Rgb): string => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** The colour, moved as far towards black or white as it must be to be read on `background`; and what can be read on it. */
export function readable(accent: string, background: string): { accent: string; on: string } | null {
  const colour = rgb(accent);
  const ground = rgb(background);
  if (!colour || !ground) return null;
  const end: Rgb = luminance(ground) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step <= 20; step++) {
    const mixed = colour.map((part, at) => part + ((end[at] ?? 0) - part) * (step / 20)) as Rgb;
    if (contrast(mixed, ground) < NEEDED) continue;
    const on = contrast(mixed, [255, 255, 255]) >= NEEDED ? "#ffffff" : "#000000";
    return { accent: hexOf(mixed), on };
  }
  return null;
}
