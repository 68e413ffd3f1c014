// What a template or a plain path gives with the values of a run. What only the server can work out is said to be so, never guessed.
import { holesOf, literalOf, loneHole, type Path, pathOf } from "./rhai";
import type { Seen } from "./scope";

export type Preview =
  | { is: "value"; value: unknown }
  /** `code` is what would have to be evaluated. */
  | { is: "expression"; code: string }
  /** A node of this name has no output in the run. */
  | { is: "absent"; name: string }
  /** Known only while a run is under way: `user`, `item`, `loop` … */
  | { is: "passing"; name: string };

const PASSING = new Set(["item", "index", "loop", "conversation", "user", "tenant", "env"]);

export function previewTemplate(text: string, seen: Seen): Preview | null {
  const { closed, open } = holesOf(text);
  if (open !== null || closed.length === 0) return null;
  const lone = loneHole(text);
  if (lone !== null) return previewCode(lone, seen);
  let written = "";
  let at = 0;
  for (const hole of closed) {
    const found = previewCode(text.slice(hole.from, hole.to), seen);
    if (found?.is !== "value") return found;
    written += text.slice(at, hole.start) + inText(found.value);
    at = hole.end;
  }
  return { is: "value", value: written + text.slice(at) };
}

export function previewCode(code: string, seen: Seen): Preview | null {
  if (code.trim() === "") return null;
  const literal = literalOf(code);
  if (literal !== undefined) return { is: "value", value: literal };
  const path = pathOf(code);
  return path === null ? { is: "expression", code } : read(path, seen);
}

function read(path: Path, seen: Seen): Preview {
  const name = String(path[0]);
  if (PASSING.has(name)) return { is: "passing", name };
  const root = name === "input" ? seen.input : name === "state" ? seen.state : seen.outputs[name];
  if (root === undefined) return { is: "absent", name };
  let value: unknown = root;
  for (const step of path.slice(1)) {
    // Lists and texts answer these without being called.
    if ((step === "len" || step === "is_empty") && (typeof value === "string" || Array.isArray(value))) {
      const length = typeof value === "string" ? Array.from(value).length : value.length;
      value = step === "len" ? length : length === 0;
    } else if (Array.isArray(value)) {
      // An index beyond the end is an error of the run.
      if (typeof step !== "number" || step >= value.length) return { is: "expression", code: "" };
      value = value[step] as unknown;
    } else if (typeof value === "object" && value !== null) value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : null;
    else if (value === null) return { is: "value", value: null };
    else return { is: "expression", code: "" };
  }
  return { is: "value", value: value ?? null };
}

/** As the server writes a value into a text. */
export function inText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
