import type { PluginOption } from "vite";

export function words(): PluginOption;
