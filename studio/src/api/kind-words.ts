import { i18n } from "@lingui/core";
import { catalogues } from "virtual:words/kinds";
import { known, locale } from "@/i18n";

const TEXTS = new Set(["title", "summary", "help", "description", "card"]);

/** Adds what node kinds and the check's codes are called in the reader's language, and what the check says; only who sees them loads it. */
export async function learnKinds(): Promise<void> {
  // The check asks with every change of a flow. What a code is called is only said by that catalogue.
  if (locale() !== "en" && !known("FR001", "")) i18n.load(locale(), (await catalogues[locale()]()).default);
}

/** Node kinds with their words in the reader's language; those of tools from elsewhere stay as they came. */
export async function inWords<T>(kinds: T): Promise<T> {
  await learnKinds();
  return locale() === "en" ? kinds : (translated(kinds) as T);
}

function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, said(key, inner)]));
}

function said(key: string, value: unknown): unknown {
  if (key === "synonyms" && Array.isArray(value)) return inBoth(value as string[]);
  return typeof value === "string" && TEXTS.has(key) ? known(value) : translated(value);
}

/** People search in their language, and by the words that are the same in all: “mail”, “rag”. The catalogues have them as one text. */
const inBoth = (synonyms: string[]) => [...new Set([...known(synonyms.join(", ")).split(", "), ...synonyms])];
