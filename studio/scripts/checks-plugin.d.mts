import type { Plugin } from "vite";
export function checks(): Plugin;
