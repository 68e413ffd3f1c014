// How close the rows of lists, tables and forms stand. `public/theme.js` applies the choice before the first paint; the tokens are in
// `ui/theme.css`.

export type Density = "comfortable" | "compact";
const KEY = "flowright.density";

export const chosenDensity = (): Density => (document.documentElement.dataset.density === "compact" ? "compact" : "comfortable");

export function chooseDensity(density: Density): void {
  if (density === "comfortable") delete document.documentElement.dataset.density;
  else document.documentElement.dataset.density = density;
  try {
    if (density === "comfortable") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, density);
  } catch {
    // The choice then holds until the page is left.
  }
}
