import { useEffect } from "react";
import { readable } from "@/lib/accent";

/** The page's own colour, in light and in dark as far as it can be read there. */
export function useAccent(accent: string | undefined): void {
  useEffect(() => {
    if (!accent) return;
    const { style } = document.documentElement;
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const surface = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
      const made = readable(accent, surface);
      if (!made) return;
      style.setProperty("--accent", made.accent);
      style.setProperty("--on-accent", made.on);
    };
    apply();
    dark.addEventListener("change", apply);
    const watch = new MutationObserver(apply);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      dark.removeEventListener("change", apply);
      watch.disconnect();
    };
  }, [accent]);
}
