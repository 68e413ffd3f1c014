// Brings the catalogues up to what the Studio says: new texts come in without a translation, texts nobody says any more go.
// `--check` changes nothing and fails when a catalogue is not complete.
import { catalogue, faults, LANGUAGES, renewed, save } from "./translations/catalogues.mjs";
import { collect } from "./translations/sources.mjs";

const { messages, plain, problems } = collect();
const isCheck = process.argv.includes("--check");
const found = [...problems];
for (const language of LANGUAGES) {
  const old = catalogue(language);
  const fresh = renewed(old, messages);
  if (isCheck) for (const text of Object.keys(old)) if (!messages.has(text)) found.push(`${language}: nobody says “${text}”`);
  if (!isCheck) save(language, fresh);
  found.push(...Object.entries(fresh).flatMap(([text, translation]) => faults(language, text, translation, plain.has(text))));
}
for (const one of found) console.log(one);
console.log(`${messages.size} texts, ${found.length} to do`);
process.exit(found.length && isCheck ? 1 : 0);
