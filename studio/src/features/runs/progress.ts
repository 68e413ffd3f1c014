// How far a map or a loop is. How many items a map has it tells when it is done; before that its list says so, where that can be read.
import { outputs, type RunView, type Step } from "@/editor/runs/fold-events";
import type { Row } from "@/editor/runs/tree";
import { CONTAINERS } from "@/flow/bodies";
import { previewTemplate } from "@/flow/preview";
import type { FlowNode } from "@/flow/types";

export interface Progress {
  done: number;
  /** Of so many; `null` when that is not known. */
  count: number | null;
}

export function progressOf({ step, itemsDone: done }: Row<Step>, node: FlowNode | undefined, view: RunView): Progress | null {
  if (step.endedAt !== null || !CONTAINERS.has(step.kind)) return null;
  const count = step.kind === "map" && step.address === step.node ? lengthOf(node?.config?.items, view) : null;
  // The flow may have been changed since the run began.
  return { done, count: count !== null && count >= done ? count : null };
}

function lengthOf(items: unknown, view: RunView): number | null {
  if (typeof items !== "string") return Array.isArray(items) ? items.length : null;
  const found = previewTemplate(items, { outputs: outputs(view), input: view.input, state: view.state });
  return found?.is === "value" && Array.isArray(found.value) ? found.value.length : null;
}
