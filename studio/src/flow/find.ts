// Where a word occurs in what a person wrote into a node: its settings, prompts, expressions and notes.
import type { FlowNode } from "./types";

export interface Hit {
  /** `prompt`, `options › label`, `notes` */
  field: string;
  before: string;
  match: string;
  after: string;
}

const AROUND = 28;

/** The first place, in the order of the settings; the names of settings themselves are not searched. */
export function findIn(node: FlowNode, search: string): Hit | null {
  const wanted = search.toLowerCase();
  if (!wanted) return null;
  for (const [path, text] of [...texts(node.config, []), ...(node.notes ? [[["notes"], node.notes] as const] : [])]) {
    const at = text.toLowerCase().indexOf(wanted);
    if (at < 0) continue;
    const from = Math.max(0, at - AROUND);
    return {
      field: path.map((part) => part.replaceAll("_", " ")).join(" › "),
      before: (from > 0 ? "…" : "") + flat(text.slice(from, at)),
      match: text.slice(at, at + search.length),
      after: flat(text.slice(at + search.length, at + search.length + 3 * AROUND)),
    };
  }
  return null;
}

/** Every text in a value with the names that lead to it; places in lists are left out. */
function texts(value: unknown, path: string[]): (readonly [string[], string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[path, String(value)]];
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, path));
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]));
  return [];
}

const flat = (text: string) => text.replace(/\s+/g, " ");
