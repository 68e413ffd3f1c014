// The text of expressions: its tokens, the holes of a template, and paths such as `kb.passages[0]["odd key"]`. As `flow-schema` reads
// them; what an expression means is the server's business.

export interface Token {
  text: string;
  type: "name" | "number" | "text" | "sign" | "space";
  /** Where it begins. */
  at: number;
}

/** Longest first. */
const SIGNS = ["..=", "<<=", ">>=", "**=", "&&", "||", "==", "!=", "<=", ">=", "..", "?.", "?[", "??", "::", "=>", "->", "#{", "<<", ">>", "**", "+=", "-=", "*=", "/=", "%="];

export function tokens(code: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const take = (end: number, type: Token["type"]) => {
    found.push({ text: code.slice(at, end), type, at });
    at = end;
  };
  while (at < code.length) {
    const rest = code.slice(at);
    const char = code[at] as string;
    const space = /^\s+/.exec(rest);
    if (space) take(at + space[0].length, "space");
    else if (rest.startsWith("//")) take(endOf(code, at, "\n"), "space");
    else if (rest.startsWith("/*")) take(commentEnd(code, at), "space");
    else if (char === '"' || char === "'" || char === "`") take(stringEnd(code, at), "text");
    else {
      const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
      const number = /^(0[xob][0-9a-fA-F_]+|[0-9][0-9_]*(\.(?![.A-Za-z_])[0-9_]*)?([eE][+-]?[0-9]+)?)/.exec(rest);
      if (name) take(at + name[0].length, "name");
      else if (number) take(at + number[0].length, "number");
      else take(at + (SIGNS.find((sign) => rest.startsWith(sign))?.length ?? 1), "sign");
    }
  }
  return found;
}

function endOf(code: string, at: number, mark: string): number {
  const end = code.indexOf(mark, at);
  return end < 0 ? code.length : end + mark.length;
}

/** Rhai's block comments nest. */
function commentEnd(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at += 1) {
    if (code.startsWith("/*", at)) {
      depth += 1;
      at += 1;
    } else if (code.startsWith("*/", at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return code.length;
}

/** One past the closing quote; the end of the text when there is none. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\" && quote !== "`") at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** A hole of a template: `{{`, blanks, code, blanks, `}}`. */
export interface Hole {
  start: number;
  end: number;
  /** Of the code alone. */
  from: number;
  to: number;
}

export interface Holes {
  closed: Hole[];
  /** Where a hole begins that is never closed. */
  open: number | null;
}

export function holesOf(text: string): Holes {
  const closed: Hole[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf("{{", at);
    if (start < 0) return { closed, open: null };
    const close = holeEnd(text, start + 2);
    if (close < 0) return { closed, open: start };
    const inside = text.slice(start + 2, close);
    const from = start + 2 + (inside.length - inside.trimStart().length);
    closed.push({ start, end: close + 2, from, to: Math.max(from, start + 2 + inside.trimEnd().length) });
    at = close + 2;
  }
}

/** Where the `}}` is that ends a hole; braces in strings and in `#{ … }` maps do not. */
export function holeEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '"' || char === "'" || char === "`") at = stringEnd(text, at) - 1;
    else if (char === "{") depth += 1;
    else if (char === "}") {
      if (depth === 0 && text[at + 1] === "}") return at;
      depth = Math.max(0, depth - 1);
    }
  }
  return -1;
}

/** The code of a text that is one hole and nothing else: its value keeps its type. */
export function loneHole(text: string): string | null {
  const { closed, open } = holesOf(text);
  const [hole] = closed;
  return hole && open === null && closed.length === 1 && hole.start === 0 && hole.end === text.length ? text.slice(hole.from, hole.to) : null;
}

export type Path = (string | number)[];

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What a code reads when it is a plain path and nothing else. */
export function pathOf(code: string): Path | null {
  const solid = tokens(code).filter((token) => token.type !== "space");
  const [root] = solid;
  if (root?.type !== "name" || WORDS.has(root.text)) return null;
  const path: Path = [root.text];
  for (let at = 1; at < solid.length; ) {
    const [sign, step, close] = [solid[at]?.text, solid[at + 1], solid[at + 2]?.text];
    if ((sign === "." || sign === "?.") && step?.type === "name") {
      path.push(step.text);
      at += 2;
    } else if ((sign === "[" || sign === "?[") && close === "]" && step?.type === "number" && /^\d+$/.test(step.text)) {
      path.push(Number(step.text));
      at += 3;
    } else if ((sign === "[" || sign === "?[") && close === "]" && step?.type === "text") {
      const key = textOf(step.text);
      if (key === null) return null;
      path.push(key);
      at += 3;
    } else return null;
  }
  return path;
}

const WORDS = new Set(["true", "false", "null", "nil", "if", "else", "let", "const", "for", "while", "switch", "return", "throw", "fn", "do", "try", "in"]);

export const isWord = (name: string): boolean => WORDS.has(name);

/** A key that is not a name is read with brackets. */
export const stepText = (step: string | number): string => (typeof step === "number" ? `[${step}]` : NAME.test(step) ? `.${step}` : `[${quote(step)}]`);

export const pathText = (path: Path): string => String(path[0] ?? "") + path.slice(1).map(stepText).join("");

/** A text as Rhai writes it. */
export function quote(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return `"${escaped}"`;
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", "\\": "\\", '"': '"', "'": "'" };

/** What a double-quoted text says; `null` for any other, and for escapes that are not known here. */
export function textOf(token: string): string | null {
  if (token.length < 2 || !token.startsWith('"') || !token.endsWith('"')) return null;
  let said = "";
  for (let at = 1; at < token.length - 1; at += 1) {
    const char = token[at] as string;
    if (char !== "\\") {
      said += char;
      continue;
    }
    at += 1;
    const meant = ESCAPES[token[at] ?? ""];
    // The last quote belongs to the text itself: it is never closed.
    if (meant === undefined || at >= token.length - 1) return null;
    said += meant;
  }
  return said;
}

/** JSON as Rhai: an object is `#{ … }`. */
export function literal(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") return `#{${Object.entries(value).map(([key, item]) => `${quote(key)}: ${literal(item)}`).join(", ")}}`;
  return String(value);
}

/** The value of a code that only writes one down; `undefined` when it does more. */
export function literalOf(code: string): unknown {
  const text = code.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  if (text === "null" || text === "()") return null;
  const written = textOf(text);
  if (written !== null) return tokens(text).length === 1 ? written : undefined;
  if (!text.startsWith("[") && !text.startsWith("#{")) return undefined;
  try {
    const all = tokens(text);
    if (all.some((token) => (token.type === "text" && textOf(token.text) === null) || (token.type === "name" && !/^(true|false|null)$/.test(token.text)))) return undefined;
    return JSON.parse(all.map((token) => (token.text === "#{" ? "{" : token.type === "text" ? JSON.stringify(textOf(token.text)) : token.text)).join("")) as unknown;
  } catch {
    return undefined;
  }
}
