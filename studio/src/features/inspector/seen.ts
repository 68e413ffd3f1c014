// The values of a run, as expressions read them.
import { outputs, type RunView } from "@/editor/runs/fold-events";
import { findNode } from "@/flow/document";
import type { Seen } from "@/flow/scope";
import type { Flow } from "@/flow/types";

const known = new WeakMap<RunView, Seen>();

export function seenOf(view: RunView): Seen {
  const seen = known.get(view) ?? { outputs: outputs(view), input: view.input, state: view.state };
  known.set(view, seen);
  return seen;
}

/** Without those of nodes that the flow no longer has: nothing can read them any more. */
export function seenIn(flow: Flow, view: RunView): Seen {
  const seen = seenOf(view);
  return { ...seen, outputs: Object.fromEntries(Object.entries(seen.outputs).filter(([id]) => findNode(flow, id))) };
}
