import type { Plugin } from "vite";
type Parts = Record<string, string[]>;
export function together(wanted: { parts: Parts; shell: string; inner: Parts }): { plugin: Plugin; name: (id: string) => string | null };
