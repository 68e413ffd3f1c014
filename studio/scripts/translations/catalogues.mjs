// The committed catalogues: `{ "English": "Übersetzung" }`, sorted; a text that still waits for its translation is empty.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@messageformat/parser";
import { studio } from "./sources.mjs";

export const LANGUAGES = ["de", "pl", "es"];

const fileOf = (language) => join(studio, `src/i18n/catalogues/${language}.json`);

export const catalogue = (language) => JSON.parse(readFileSync(fileOf(language), "utf8"));

/** The catalogue as it should be for these texts: every one of them, sorted, and no other. */
export function renewed(old, texts) {
  return Object.fromEntries([...texts].toSorted().map((text) => [text, old[text] ?? ""]));
}

export const save = (language, messages) => writeFileSync(fileOf(language), `${JSON.stringify(messages, null, 2)}\n`);

/** What is wrong with a translation, as sentences. */
export function faults(language, text, translation, isPlain) {
  if (translation === "") return [`${language}: “${text}” is not translated`];
  const faults = [];
  if (tags(text) !== tags(translation)) faults.push(`${language}: “${text}” has other tags than “${translation}”`);
  if (isPlain && places(text) !== places(translation)) faults.push(`${language}: “${text}” has ${places(text)}, “${translation}” has ${places(translation)}`);
  if (isPlain || (!text.includes("{") && !translation.includes("{"))) return faults;
  try {
    const [ours, theirs] = [placeholders(text, ["one", "other"]), placeholders(translation, categories(language))];
    if (ours.names !== theirs.names) faults.push(`${language}: “${text}” has ${ours.names}, “${translation}” has ${theirs.names}`);
    for (const fault of [...ours.faults, ...theirs.faults]) faults.push(`${language}: “${text}”: ${fault}`);
  } catch (error) {
    faults.push(`${language}: “${text}” cannot be read: ${error.message}`);
  }
  return faults;
}

/** `{name}` in a text that is not ICU; `{{ name }}` is an expression and stays as it is, too. */
const places = (text) => [...new Set(text.match(/\{\{ [^{}]*\}\}|\{[\w.]+\}/g))].toSorted().join(" ");

const tags = (text) => [...new Set([...text.matchAll(/<(\w+)>.*?<\/\1>/g)].map((found) => found[1]))].toSorted().join();

// Spanish has a form for millions (“un millón de nodos”); nothing here is counted that far.
const categories = (language) => new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((one) => one !== "many" || language === "pl");

function placeholders(message, plurals) {
  const names = new Set();
  const faults = [];
  const walk = (tokens) => {
    for (const token of tokens) {
      if (token.arg) names.add(`{${token.arg}}`);
      if (token.type === "select") for (const one of token.cases) names.add(`{${token.arg}: ${one.key}}`);
      if (token.type === "plural") {
        const keys = token.cases.map((one) => one.key);
        for (const one of plurals) if (!keys.includes(one)) faults.push(`the plural of ${token.arg} has no “${one}”`);
      }
      for (const one of token.cases ?? []) walk(one.tokens);
    }
  };
  walk(parse(message));
  return { names: [...names].toSorted().join(" "), faults };
}
