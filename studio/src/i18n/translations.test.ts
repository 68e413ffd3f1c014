import { expect, test } from "vitest";
import { catalogue, faults, LANGUAGES } from "../../scripts/translations/catalogues.mjs";
import { collect, read } from "../../scripts/translations/sources.mjs";

// Every module is read for it: once is enough.
const { messages, plain, reached, problems } = collect();

test("texts are found where they are said, and what cannot be found is an error", () => {
  const module = read("/src/x.tsx", `import { t, term } from "@/i18n"; import type { A } from "./a"; const b = import("./b"); t("Save"); term("Open", "a state"); t(a); <p title={t("Why")} />`);
  expect(module.messages).toEqual(["Save", "Open (a state)", "Why"]);
  expect(module.imports).toEqual(["@/i18n", "./b"]);
  expect(module.problems).toHaveLength(1);
  expect(read("/src/x.ts", `import { t } from "./other"; t(a)`).problems).toEqual([]);
});

test("a translation has the placeholders, tags and plural forms it needs", () => {
  const english = "{count, plural, one {# node} other {# nodes}} by {name}";
  expect(faults("de", english, "{count, plural, one {# Knoten} other {# Knoten}} von {name}", false)).toEqual([]);
  expect(faults("pl", english, "{count, plural, one {# węzeł} other {# węzła}} od {name}", false)).toHaveLength(2);
  expect(faults("de", english, "{count, plural, one {# Knoten} other {# Knoten}}", false)).toHaveLength(1);
  expect(faults("de", "Open <desk>the desk</desk>", "Pult öffnen", false)).toHaveLength(1);
  expect(faults("de", "Values in {{ }} are filled in.", "Werte in {{ }} werden eingesetzt.", true)).toEqual([]);
  expect(faults("de", "‘{name}’ is missing, or {{ }}", "‚{name}‘ fehlt, oder {{ }}", true)).toEqual([]);
  expect(faults("de", "‘{name}’ is missing", "‚{nam}‘ fehlt", true)).toHaveLength(1);
  expect(faults("de", "‘{name}’ is missing", "es fehlt etwas", true)).toHaveLength(1);
  expect(faults("de", "Save", "", false)).toHaveLength(1);
});

test("the chat page has its own few texts", () => {
  expect(problems).toEqual([]);
  expect(reached.chat.size).toBeLessThan(messages.size / 2);
});

test.each(LANGUAGES)("the catalogue %s says everything, and nothing that nobody asks for", (language) => {
  const translations = catalogue(language);
  expect(Object.keys(translations), "run `npm run translations`").toEqual([...messages].toSorted());
  expect(Object.entries(translations).flatMap(([text, translation]) => faults(language, text, translation, plain.has(text)))).toEqual([]);
});
