// What may be written at a place in an expression: names in scope and what is in them, and what can be asked of a value.
import { pathOf, tokens } from "./rhai";
import { find, flat, type Name } from "./scope";

export interface Option {
  /** What is put in. */
  text: string;
  label: string;
  /** In words of people: `list of text`. */
  type: string;
  value?: unknown;
  is: "name" | "function";
}

export interface Completion {
  /** Where the text that is replaced begins, in the code. */
  from: number;
  options: Option[];
}

const ask = (text: string, type: string): Option => ({ text, label: text, type, is: "function" });

/** What can be asked of a value, by its type. */
const ASKED: Record<string, Option[]> = {
  text: [ask("len()", "number"), ask("is_empty()", "yes/no"), ask('contains("")', "yes/no"), ask('starts_with("")', "yes/no"), ask('ends_with("")', "yes/no"), ask("to_lower()", "text"), ask("to_upper()", "text"), ask("trimmed()", "text"), ask('split(", ")', "list of text")],
  list: [ask("len()", "number"), ask("is_empty()", "yes/no"), ask('contains("")', "yes/no"), ask("first()", ""), ask("last()", ""), ask('join(", ")', "text"), ask("filter(|item| item.x)", "list"), ask("map(|item| item.x)", "list"), ask("some(|item| item.x)", "yes/no"), ask("all(|item| item.x)", "yes/no")],
  object: [ask("keys()", "list of text"), ask("values()", "list"), ask('has("")', "yes/no"), ask("is_empty()", "yes/no")],
  number: [ask("round()", "number"), ask("floor()", "number"), ask("ceiling()", "number"), ask("abs()", "number")],
};
const FREE: Option[] = [ask("text()", "text"), ask("json()", "text"), ask('default(, "")', "")];

const askable = (type: string): Option[] => ASKED[type.startsWith("list") ? "list" : type] ?? [];

/** `code` is what stands before the caret. In a hole of a template the whole of a path is offered at once. */
export function complete(names: Name[], code: string): Completion | null {
  const all = tokens(code);
  const last = all.at(-1);
  // In a text or a comment nothing is named, except a key that is being typed: `kb["odd`.
  const key = /\[\s*"([^"\\]*)$/.exec(code);
  if (key) return keysOf(names, code, key.index);
  if (last?.type === "text" || last?.type === "number" || (last?.type === "space" && last.text.startsWith("/"))) return null;
  const start = pathStart(code);
  const typed = code.slice(start);
  const dot = typed.lastIndexOf(".");
  if (dot < 0) {
    if (typed === "" && /[\w)\]"'`]\s*$/.test(code)) return null;
    return { from: start, options: [...flat(names, 3, 300).map(option), ...FREE] };
  }
  const base = typed.slice(0, dot).replace(/\?$/, "");
  const found = find(names, pathOf(base) ?? []);
  if (!found) return null;
  const inside = flat(found.children, 3, 300).map(option);
  const asked = askable(found.type).map((one) => ({ ...one, text: `${base}.${one.text}`, label: `.${one.label}` }));
  return { from: start, options: [...inside, ...asked] };
}

function keysOf(names: Name[], code: string, open: number): Completion | null {
  const start = pathStart(code.slice(0, open));
  const found = find(names, pathOf(code.slice(start, open)) ?? []);
  return found ? { from: start, options: found.children.map(option) } : null;
}

const option = (name: Name): Option => ({ text: name.path, label: name.path, type: name.type, value: name.value, is: "name" });

/** Where the path begins that ends at the end of the code; the end itself when none does. */
function pathStart(code: string): number {
  const match = /(?:[A-Za-z_]\w*|\[\s*(?:\d+|"(?:[^"\\]|\\.)*")\s*\]|\??\.)*$/.exec(code);
  return match ? match.index : code.length;
}

/** A value in a few words, beside its name. */
export function brief(value: unknown, most = 60): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value.replace(/\s+/g, " ").trim() : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
