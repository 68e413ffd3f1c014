import { known, locale } from "@/i18n";

const TEXTS = new Set(["title", "summary", "description"]);

/** Node kinds with their words in the reader's language; those of tools from elsewhere stay as they came. */
export function inWords<T>(value: T): T {
  return locale() === "en" ? value : (translated(value) as T);
}

function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeof inner === "string" && TEXTS.has(key) ? known(inner) : translated(inner)]));
}
