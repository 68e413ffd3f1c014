// The rule of a three-way merge for one value, and what became of it. Where both sides changed a value differently, mine stays in
// the result and the question is written down: nothing is dropped.
import { same } from "../document";
import type { FlowEdge, Point } from "../types";

export const GONE = Symbol("gone");
export type Maybe = unknown | typeof GONE;

export interface Conflict {
  /** `answer /config/prompt`; unique in one rebase. */
  key: string;
  /** In the logic, or in what only the canvas shows. */
  part: "flow" | "layout";
  node: string | null;
  /** Into the node when there is one, else into the part; empty for the whole node. */
  path: string[];
  field: string;
  /** `undefined`: not there on this side. */
  mine: unknown;
  theirs: unknown;
  /** What belongs to a whole node of theirs. */
  edges?: FlowEdge[];
  at?: Point;
}

export interface Place {
  part?: Conflict["part"];
  node?: string;
  path: string[];
}

/** One value on each side. `was` begins with the common base; what I had sent without hearing of it follows. If theirs is one of
 *  those, nobody else changed it; but only against the base is mine unchanged, for what was sent may never have arrived. */
export interface Sides<T = Maybe> {
  was: T[];
  my: T;
  their: T;
}

export class Decider {
  readonly conflicts: Conflict[] = [];
  /** How many changes of theirs came in, and where: ids of nodes, and an empty text for the flow itself. */
  merged = 0;
  readonly touched = new Set<string>();
  /** The same for places on the canvas, which are no logic. */
  moved = 0;

  decide(place: Place, { was, my, their }: Sides, isSame: (a: Maybe, b: Maybe) => boolean = equal): Maybe {
    if (isSame(my, their)) return my;
    if (was.some((old) => isSame(their, old))) return my;
    this.came(place.node);
    if (isSame(my, was[0])) return their;
    this.ask(place, my, their);
    return my;
  }

  came(node: string | undefined): void {
    this.merged += 1;
    this.touched.add(node ?? "");
  }

  /** For what is never worth a question: mine where I changed it, theirs elsewhere. */
  quietly({ was, my, their }: Sides): Maybe {
    if (equal(my, their) || was.some((old) => equal(their, old))) return my;
    if (!equal(my, was[0])) return my;
    // What came or went with its node is no move.
    if (my !== GONE && their !== GONE) this.moved += 1;
    return their;
  }

  ask({ part = "flow", node, path }: Place, my: Maybe, their: Maybe, more: Pick<Conflict, "edges" | "at"> = {}): void {
    const field = path.map((step) => `/${step}`).join("");
    this.conflicts.push({ key: `${node ?? part} ${field}`, part, node: node ?? null, path, field, mine: shown(my), theirs: shown(their), ...more });
  }
}

export const equal = (a: Maybe, b: Maybe): boolean => (a === GONE || b === GONE ? a === b : same(a, b));

/** The server leaves out what is empty, so in a fixed field an empty value and none are the same. */
export const equalFixed = (a: Maybe, b: Maybe): boolean => equal(a, b) || (isEmpty(a) && isEmpty(b));

function isEmpty(value: Maybe): boolean {
  if (value === GONE || value === null || value === undefined || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

const shown = (value: Maybe) => (value === GONE ? undefined : value);

export type Json = Record<string, unknown>;
export const isObject = (value: Maybe): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

export const at = (value: Maybe, key: string): Maybe => (isObject(value) && Object.hasOwn(value, key) ? value[key] : GONE);

export const sidesAt = ({ was, my, their }: Sides, key: string): Sides => ({ was: was.map((old) => at(old, key)), my: at(my, key), their: at(their, key) });

/** Every key that one of the sides has. */
export const keysOf = ({ was, my, their }: Sides): string[] => [...new Set([my, their, ...was].flatMap((one) => (isObject(one) ? Object.keys(one) : [])))];

export function put(target: Json, key: string, value: Maybe): void {
  if (value === GONE) delete target[key];
  else target[key] = value;
}

/** An object decided key by key. */
export function byKey(sides: Sides, one: (key: string, sides: Sides) => Maybe): Json {
  const result: Json = {};
  for (const key of keysOf(sides)) put(result, key, one(key, sidesAt(sides, key)));
  return result;
}
