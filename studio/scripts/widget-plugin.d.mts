import type { Plugin } from "vite";
export function widget(): Plugin;
