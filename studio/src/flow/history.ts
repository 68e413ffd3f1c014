// Undo and redo from immer patches. Gestures and quick typing in one field fold into one step.
import { applyPatches, type Patch, produceWithPatches } from "immer";

export interface Step {
  label: string;
  /** Edits with the same key, close in time, are one step. */
  key: string | null;
  at: number;
  forward: Patch[];
  inverse: Patch[];
  /** The document right after the step, when changes of somebody else have come in since: the patches fit this one only. */
  after?: unknown;
}

export interface History {
  past: Step[];
  future: Step[];
}

export const KEPT = 200;
export const TYPING_MS = 600;

export const emptyHistory = (): History => ({ past: [], future: [] });

export function record(history: History, step: Step): History {
  const last = history.past[history.past.length - 1];
  if (last && last.after === undefined && step.key !== null && last.key === step.key && step.at - last.at <= TYPING_MS) {
    const merged: Step = {
      ...last,
      at: step.at,
      forward: [...last.forward, ...step.forward],
      inverse: [...step.inverse, ...last.inverse],
    };
    return { past: [...history.past.slice(0, -1), merged], future: [] };
  }
  return { past: [...history.past, step].slice(-KEPT), future: [] };
}

/** Carries what lies between two documents over to a third: a three-way merge in which the third wins. */
export type Carry<T> = (from: T, to: T, onto: T) => T;

/** Changes of somebody else came in, and `value` was the document before. They are nobody's step here, so undoing never takes them
 *  back; the steps below are carried over to what the document is by then. */
export function underneath<T extends object>(history: History, value: T): History {
  const last = history.past[history.past.length - 1];
  if (!last || last.after !== undefined) return { past: history.past, future: [] };
  return { past: [...history.past.slice(0, -1), { ...last, after: value }], future: [] };
}

export function undo<T extends object>(history: History, value: T, carry: Carry<T>): { history: History; value: T; step: Step } | null {
  const step = history.past[history.past.length - 1];
  if (!step) return null;
  const rest = history.past.slice(0, -1);
  // A step that was undone and redone never grows by later typing.
  if (step.after === undefined) {
    return { step, value: applyPatches(value, step.inverse) as T, history: { past: rest, future: [...history.future, { ...step, key: null }] } };
  }
  const from = step.after as T;
  const to = applyPatches(from, step.inverse) as T;
  const result = carry(from, to, value);
  const redoing = between(result, value);
  return {
    step,
    value: result,
    history: { past: underneath({ past: rest, future: [] }, to).past, future: [...history.future, { ...step, ...redoing, key: null, after: undefined }] },
  };
}

/** The patches that lead from one document to another and back; what is the same in both is left alone. */
function between<T extends object>(from: T, to: T): Pick<Step, "forward" | "inverse"> {
  const [, forward, inverse] = produceWithPatches(from, (draft) => {
    const target = draft as Record<string, unknown>;
    const wanted = to as Record<string, unknown>;
    for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
      if (!(key in wanted)) delete target[key];
      else if ((from as Record<string, unknown>)[key] !== wanted[key]) target[key] = wanted[key];
    }
  });
  return { forward, inverse };
}

export function redo<T extends object>(history: History, value: T): { history: History; value: T; step: Step } | null {
  const step = history.future[history.future.length - 1];
  if (!step) return null;
  return {
    step,
    value: applyPatches(value, step.forward) as T,
    history: { past: [...history.past, step], future: history.future.slice(0, -1) },
  };
}
