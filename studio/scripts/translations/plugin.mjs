// `virtual:words/<page>`: the catalogues of a page, one module per language, compiled, with what that page can say and no more. The words
// of node kinds and of the check are a catalogue of their own, `virtual:words/kinds`: only who sees kinds loads it. So are the explanations of
// the check's codes, `virtual:words/checks`, for their pages.
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { keyOf } from "../../src/i18n/key.ts";
import { catalogue, LANGUAGES } from "./catalogues.mjs";
import { collect } from "./sources.mjs";

const PREFIX = "virtual:words/";

export function words() {
  let isBuild = false;
  let texts;
  return {
    name: "words",
    configResolved: (config) => void (isBuild = config.command === "build" && config.mode !== "test"),
    buildStart: () => void (texts = undefined),
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return;
      const [page, language] = id.slice(PREFIX.length + 1).split("/");
      if (!language) {
        const loaders = ["en", ...LANGUAGES].map((one) => `${one}: () => import("${PREFIX}${page}/${one}")`);
        return `export const catalogues = { ${loaders.join(", ")} };`;
      }
      // While developing, Lingui compiles what it meets.
      if (!isBuild) return `export default ${language === "en" ? "{}" : JSON.stringify(named(Object.entries(catalogue(language)).filter(([, translation]) => translation)))};`;
      texts ??= collect();
      if (texts.problems.length) this.error(texts.problems.join("\n"));
      return `export default ${JSON.stringify(compiled(texts, page, language))};`;
    },
    // The page itself is loaded once its language is there; the browser may fetch it meanwhile.
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle, chunk }) {
        if (!bundle || !chunk) return;
        const started = chunk.dynamicImports.filter((file) => !bundle[file]?.facadeModuleId?.includes(PREFIX));
        const wanted = closure(started, bundle);
        for (const file of closure([chunk.fileName], bundle)) wanted.delete(file);
        return [...wanted].map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` }, injectTo: "head" }));
      },
    },
  };
}

/** Messages with placeholders as Lingui’s tokens, the others as they are; English has only the former, for the rest its texts are enough. */
export function compiled({ reached, plain }, page, language) {
  const translated = language === "en" ? {} : catalogue(language);
  const entries = [...reached[page]].toSorted().map((text) => {
    const message = translated[text] || text;
    return [text, text.includes("{") && !plain.has(text) ? compileMessageOrThrow(message) : message];
  });
  return named(entries.filter(([text, message]) => message !== text));
}

function named(entries) {
  const result = {};
  for (const [text, message] of entries) {
    // What a code is about is asked for by the code.
    const key = keyOf(/^FR\d+(?=: )/.exec(text)?.[0] ?? text);
    if (key in result) throw new Error(`two texts have one key, say one of them differently: ${text}`);
    result[key] = message;
  }
  return result;
}

function closure(files, bundle, seen = new Set()) {
  for (const file of files) {
    if (seen.has(file) || !bundle[file]) continue;
    seen.add(file);
    closure(bundle[file].imports, bundle, seen);
  }
  return seen;
}
