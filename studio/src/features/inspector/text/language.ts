// Colours of expressions, and of the holes of a template.
import { LanguageSupport, StreamLanguage, syntaxHighlighting, type StreamParser } from "@codemirror/language";
import { tagHighlighter, tags } from "@lezer/highlight";
import { isWord } from "@/flow/rhai";

interface State {
  /** Open braces within a hole; `null` outside of holes. */
  hole: number | null;
  /** The quote of a text that goes on, or a comment. */
  inside: string | null;
}

type Stream = Parameters<StreamParser<State>["token"]>[0];

function code(stream: Stream, state: State): string | null {
  if (state.inside === "/*") {
    while (!stream.eol() && !stream.match("*/")) stream.next();
    if (stream.string.slice(0, stream.pos).endsWith("*/")) state.inside = null;
    return "comment";
  }
  if (state.inside !== null) {
    for (let char = stream.next(); char !== undefined; char = stream.next()) {
      if (char === "\\" && state.inside !== "`") stream.next();
      else if (char === state.inside) {
        state.inside = null;
        break;
      }
    }
    return "string";
  }
  if (stream.eatSpace()) return null;
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match("/*")) {
    state.inside = "/*";
    return "comment";
  }
  const char = stream.peek() ?? "";
  if (char === '"' || char === "'" || char === "`") {
    state.inside = stream.next() ?? null;
    return code(stream, state) ?? "string";
  }
  if (stream.match(/^(0[xob][0-9a-fA-F_]+|[0-9][0-9_]*(\.(?![.A-Za-z_])[0-9_]*)?([eE][+-]?[0-9]+)?)/)) return "number";
  const before = stream.string.slice(0, stream.pos).trimEnd();
  const name = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null;
  if (name) {
    if (isWord(name[0])) return /^(true|false|null|nil)$/.test(name[0]) ? "atom" : "keyword";
    if (stream.peek() === "(") return "function";
    return /[^.]\.$|\?\.$/.test(before) ? "propertyName" : "variableName";
  }
  stream.next();
  return /[-+*/%<>=!&|?.:]/.test(char) ? "operator" : null;
}

const expression: StreamParser<State> = {
  startState: () => ({ hole: 0, inside: null }),
  copyState: (state) => ({ ...state }),
  token: code,
  tokenTable: { function: tags.function(tags.variableName) },
};

const template: StreamParser<State> = {
  startState: () => ({ hole: null, inside: null }),
  copyState: (state) => ({ ...state }),
  tokenTable: { function: tags.function(tags.variableName) },
  token(stream, state) {
    if (state.hole === null) {
      if (stream.match("{{")) {
        state.hole = 0;
        return "brace";
      }
      if (!stream.skipTo("{{")) stream.skipToEnd();
      return null;
    }
    if (state.inside === null) {
      if (state.hole === 0 && stream.match("}}")) {
        state.hole = null;
        return "brace";
      }
      const next = stream.peek();
      if (next === "{") state.hole += 1;
      if (next === "}" && state.hole > 0) state.hole -= 1;
    }
    return code(stream, state);
  },
};

/** Classes of our own: colours are a matter of the theme. */
const classes = tagHighlighter([
  { tag: tags.variableName, class: "rhai-name" },
  { tag: tags.propertyName, class: "rhai-name" },
  { tag: tags.function(tags.variableName), class: "rhai-function" },
  { tag: tags.string, class: "rhai-text" },
  { tag: [tags.number, tags.atom], class: "rhai-number" },
  { tag: tags.keyword, class: "rhai-word" },
  { tag: tags.comment, class: "rhai-comment" },
  { tag: tags.operator, class: "rhai-sign" },
  { tag: tags.brace, class: "rhai-brace" },
]);

export const languages = {
  expression: [new LanguageSupport(StreamLanguage.define(expression)), syntaxHighlighting(classes)],
  template: [new LanguageSupport(StreamLanguage.define(template)), syntaxHighlighting(classes)],
};
