// How a field's value is given: as it stands, as text with holes, or as an expression. There is one format for it, that of
// `flow-schema`: in a template field an expression is a text that is one hole and nothing else (`{{ kb.count }}`), and keeps its type.
import { type Schema, propertiesOf } from "./defaults";
import { holesOf, literal, literalOf, loneHole, pathOf, quote, textOf, tokens } from "./rhai";

export type Mode = "value" | "template" | "expression";

/** What `x-mode` says of the strings of a field. */
export type Reading = "template" | "expression" | "script" | "literal";

export const readingOf = (schema: Schema): Reading => (["expression", "script", "literal"].includes(String(schema["x-mode"])) ? (schema["x-mode"] as Reading) : "template");

const types = (schema: Schema): string[] => (Array.isArray(schema.type) ? (schema.type as string[]) : typeof schema.type === "string" ? [schema.type] : []);

/** Whether any text may stand here; a schema without a type allows everything. */
export const takesText = (schema: Schema): boolean => types(schema).length === 0 || types(schema).includes("string");

/** The ways a field may be given. */
export function modesOf(schema: Schema): Mode[] {
  switch (readingOf(schema)) {
    case "literal":
      return ["value"];
    case "script":
      return ["expression"];
    case "expression":
      return types(schema).some((type) => type !== "string" && type !== "null") ? ["value", "expression"] : ["expression"];
    case "template":
      // Names that the schema knows are settings of their own, each with its own mode.
      if (types(schema).includes("object") && propertiesOf(schema).length > 0) return ["value"];
      return takesText(schema) ? ["value", "template", "expression"] : ["value", "expression"];
  }
}

/** The way a value is given now. Nothing yet: the way that people mostly want here. */
export function modeOf(schema: Schema, value: unknown): Mode {
  const modes = modesOf(schema);
  const reading = readingOf(schema);
  if (modes.length === 1) return modes[0] as Mode;
  if (reading === "expression") return typeof value === "string" || value === undefined ? "expression" : "value";
  const ui = (schema["x-ui"] ?? {}) as { placeholder?: string; widget?: string };
  const invites = ui.placeholder?.includes("{{") === true;
  if (value === undefined) return invites || ui.widget === "prompt" || ui.widget === "textarea" ? (modes.includes("template") ? "template" : "expression") : "value";
  if (typeof value !== "string") return "value";
  if (!value.includes("{{")) return modes.includes("template") ? (ui.widget === "prompt" || ui.widget === "textarea" || invites ? "template" : "value") : "value";
  if (!modes.includes("template")) return "expression";
  const code = loneHole(value);
  return code !== null && code !== "" && pathOf(code) === null ? "expression" : "template";
}

/** Whether a value can be shown in a mode as it is: then a person's choice of mode stays. */
export function fits(schema: Schema, value: unknown, mode: Mode): boolean {
  if (!modesOf(schema).includes(mode)) return false;
  if (value === undefined) return true;
  if (readingOf(schema) === "expression") return mode === "expression" ? typeof value === "string" : typeof value !== "string";
  if (mode === "value") return typeof value !== "string" || !value.includes("{{") || readingOf(schema) !== "template";
  if (typeof value !== "string") return false;
  return mode === "template" || codeOf(value) !== null;
}

/** The code of an expression in a template field, also while it is half-typed. */
export function codeOf(value: string): string | null {
  const lone = loneHole(value);
  if (lone !== null) return lone;
  const inside = /^\{\{ ?([\s\S]*?) ?\}\}$/.exec(value)?.[1];
  if (inside === undefined) return null;
  const { closed } = holesOf(value);
  return closed.every((hole) => hole.end === value.length) ? inside : null;
}

export const holeAround = (code: string): string => `{{ ${code} }}`;

export interface Converted {
  value: unknown;
  /** What the new mode cannot say: it is kept aside, and offered back. */
  lost?: unknown;
}

/** The same said in another way, as far as it can be. */
export function convert(schema: Schema, value: unknown, from: Mode, to: Mode): Converted {
  if (from === to || value === undefined) return { value };
  const inHole = readingOf(schema) === "template";
  if (to === "expression") {
    if (from === "template") return { value: expressionOf(String(value)) };
    const code = literal(value);
    return { value: inHole ? holeAround(deep(value) ?? code) : code };
  }
  if (to === "template") {
    if (from === "value") return { value: typeof value === "object" && value !== null ? JSON.stringify(value) : String(value) };
    const code = typeof value === "string" ? codeOf(value) : null;
    return { value: (code === null ? null : templateOf(code)) ?? value };
  }
  if (from === "template") return String(value).includes("{{") ? { value: undefined, lost: value } : { value };
  const code = typeof value === "string" ? (inHole ? codeOf(value) : value) : null;
  const written = code === null ? undefined : literalOf(code);
  return written === undefined || !allows(schema, written) ? { value: undefined, lost: value } : { value: written };
}

/** `Hello {{ user.name }}` as `"Hello " + text(user.name)`, in its hole. */
function expressionOf(template: string): string {
  const { closed, open } = holesOf(template);
  if (open !== null || loneHole(template) !== null) return template;
  const parts: string[] = [];
  let at = 0;
  for (const hole of closed) {
    if (hole.start > at) parts.push(quote(template.slice(at, hole.start)));
    parts.push(`text(${template.slice(hole.from, hole.to)})`);
    at = hole.end;
  }
  if (at < template.length || parts.length === 0) parts.push(quote(template.slice(at)));
  return holeAround(parts.join(" + "));
}

/** The way back: a sum of texts and `text(…)`. */
function templateOf(code: string): string | null {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const token of tokens(code)) {
    if ("([{#{".includes(token.text) && token.type === "sign") depth += 1;
    else if (")]}".includes(token.text) && token.type === "sign") depth -= 1;
    else if (token.text === "+" && depth === 0) {
      parts.push(code.slice(from, token.at));
      from = token.at + 1;
    }
  }
  parts.push(code.slice(from));
  const pieces = parts.map((part) => pieceOf(part.trim()));
  return pieces.every((piece) => piece !== null) && parts.some((part) => textOf(part.trim()) !== null) ? pieces.join("") : null;
}

function pieceOf(part: string): string | null {
  const said = textOf(part);
  if (said !== null && tokens(part).length === 1) return said.includes("{{") ? null : said;
  const inner = /^text\(([\s\S]*)\)$/.exec(part)?.[1];
  if (inner === undefined) return null;
  let depth = 0;
  // The bracket after `text` is the one that the last bracket closes.
  for (const token of tokens(inner)) {
    depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0;
    if (depth < 0) return null;
  }
  return holeAround(inner.trim());
}

/** A list or object whose texts have holes, as one expression; `null` when there is no hole in it. */
function deep(value: unknown): string | null {
  if (!JSON.stringify(value).includes("{{")) return null;
  const write = (item: unknown): string => {
    if (typeof item === "string") return item.includes("{{") ? (codeOf(expressionOf(item)) ?? quote(item)) : quote(item);
    if (Array.isArray(item)) return `[${item.map(write).join(", ")}]`;
    if (typeof item === "object" && item !== null) return `#{${Object.entries(item).map(([key, one]) => `${quote(key)}: ${write(one)}`).join(", ")}}`;
    return literal(item);
  };
  return write(value);
}

function allows(schema: Schema, value: unknown): boolean {
  const all = types(schema);
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false;
  if (all.length === 0) return true;
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return all.includes(type) || (type === "number" && all.includes("integer") && Number.isInteger(value));
}
