// The texts of the Studio: every `t("…")` and `term("…", "…")` of its modules, the words of node kinds, what each code of a check is about
// and how its page explains it, and the sentences of the check. Which page needs which follows from the imports.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

export const studio = resolve(import.meta.dirname, "../..");
const src = join(studio, "src");

/** The modules from which the Studio starts, and the small pages for everybody else. */
const PAGES = {
  studio: ["app/main.tsx"],
  chat: ["app/chat/main.tsx", "app/embed/main.tsx", "app/portal/main.tsx"],
};

/** What is loaded for a flow's pages, and the keyboard map, its words before the modules: see `app/flow-page.ts`. Texts that nothing else of the page
 * can say are a catalogue of their own. */
const FLOWS = ["EditorRoute", "RunsRoute", "RunRoute", "TestsRoute", "CompareRoute", "VersionsRoute", "ChannelsRoute", "CheckHelpRoute", "MyKeys"].map((name) => join(src, `app/routes/${name}.tsx`));

/** The words of a node kind that people read, beside the synonyms they find it by. Not ICU: they are full of `{{ }}`. The check puts
 * what `x-sensitive` says into its sentences. */
const KIND_TEXTS = new Set(["title", "summary", "help", "description", "card", "x-sensitive"]);

export function collect() {
  const modules = new Map(files(src).map((file) => [file, read(file)]));
  const problems = [...modules.values()].flatMap((module) => module.problems);
  const messages = new Set([...modules.values()].flatMap((module) => module.messages));
  const kinds = new Set([...kindTexts(), ...findingTitles(), ...sentences()]);
  const explained = new Set(explanations());
  const plain = new Set([...kinds, ...explained]);
  for (const text of plain) if (messages.has(text) && text.includes("{")) problems.push(`“${text}” is a message and a text of a node kind`);
  const reached = Object.fromEntries(Object.entries(PAGES).map(([page, entries]) => [page, messagesFrom(entries.map((entry) => join(src, entry)), modules, new Set(FLOWS))]));
  for (const file of FLOWS) if (!modules.has(file)) problems.push(`${relative(studio, file)} is not there any more`);
  reached.flows = new Set([...messagesFrom(FLOWS, modules)].filter((text) => !reached.studio.has(text)));
  return { messages: new Set([...messages, ...plain]), plain, reached: { ...reached, kinds, checks: explained }, problems };
}

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "testing" || name === "generated" ? [] : files(path);
    return /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name) ? [path] : [];
  });
}

/** The messages of one module, and the modules it can load. */
export function read(file, text = readFileSync(file, "utf8")) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found = { messages: [], imports: [], problems: [] };
  const names = new Set();
  const where = (node) => `${relative(studio, file)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const from = node.moduleSpecifier.text;
      const clause = ts.isImportDeclaration(node) ? node.importClause : node;
      if (!clause?.isTypeOnly) found.imports.push(from);
      if (/^(@|\.{1,2})\/i18n$/.test(from) && ts.isImportDeclaration(node)) for (const one of node.importClause?.namedBindings?.elements ?? []) names.add(one.name.text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      if (ts.isStringLiteralLike(node.arguments[0])) found.imports.push(node.arguments[0].text);
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text)) {
      const [first, second] = node.arguments;
      if (node.expression.text === "t") {
        if (first && ts.isStringLiteralLike(first)) found.messages.push(first.text);
        else found.problems.push(`${where(node)}: the first argument of t is not a literal`);
      } else if (node.expression.text === "term") {
        if (first && second && ts.isStringLiteralLike(first) && ts.isStringLiteralLike(second)) found.messages.push(`${first.text} (${second.text})`);
        else found.problems.push(`${where(node)}: the arguments of term are not literals`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What can be said from these modules on, those of `later` left out. */
function messagesFrom(entries, modules, later = new Set()) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !modules.has(file) || later.has(file)) return;
    seen.add(file);
    for (const name of modules.get(file).imports) visit(resolved(file, name));
  };
  for (const entry of entries) visit(entry);
  return new Set([...seen].flatMap((file) => modules.get(file).messages));
}

function resolved(from, name) {
  if (!/^(@\/|\.)/.test(name)) return "";
  const path = name.startsWith("@/") ? join(src, name.slice(2)) : join(dirname(from), name);
  return [path, `${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find((one) => existsSync(one) && statSync(one).isFile()) ?? "";
}

function kindTexts() {
  const texts = new Set();
  const walk = (value) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === "string" && KIND_TEXTS.has(key)) {
        if (key !== "card" || hasWords(inner)) texts.add(inner);
      }
      else if (key === "synonyms" && Array.isArray(inner)) texts.add(inner.join(", "));
      else walk(inner);
    }
  };
  walk(JSON.parse(readFileSync(join(src, "flow/generated/kinds.json"), "utf8")));
  return texts;
}

/** Beside its places a card may have nothing that is said differently anywhere. */
const hasWords = (card) => /[\p{L}“]/u.test(card.replace(/\{[^}]*\}/g, ""));

/** The templates of what the check says (`flow-schema/tests/sentences.rs` writes them down). */
const sentences = () => JSON.parse(readFileSync(join(src, "flow/generated/sentences.json"), "utf8"));

/** “FR011: Missing setting”, from the first lines of the pages that explain the codes. */
const findingTitles = () => findingPages().map((page) => page.split("\n", 1)[0].replace(/^# /, ""));

const explanations = () => findingPages().map((page) => /^\*\*(?:Error|Warning)\.\*\* (.*)$/m.exec(page)[1]);

function findingPages() {
  const pages = join(studio, "../docs/findings");
  return readdirSync(pages)
    .filter((name) => /^FR\d+\.md$/.test(name))
    .map((name) => readFileSync(join(pages, name), "utf8"));
}
