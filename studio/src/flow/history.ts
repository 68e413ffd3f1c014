// Undo and redo from immer patches. Gestures and quick typing in one field fold into one step.
import { applyPatches, type Patch } from "immer";

export interface Step {
  label: string;
  /** Edits with the same key, close in time, are one step. */
  key: string | null;
  at: number;
  forward: Patch[];
  inverse: Patch[];
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
  if (last && step.key !== null && last.key === step.key && step.at - last.at <= TYPING_MS) {
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

export function undo<T extends object>(history: History, value: T): { history: History; value: T; step: Step } | null {
  const step = history.past[history.past.length - 1];
  if (!step) return null;
  return {
    step,
    value: applyPatches(value, step.inverse) as T,
    // A step that was undone and redone never grows by later typing.
    history: { past: history.past.slice(0, -1), future: [...history.future, { ...step, key: null }] },
  };
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
