import { BODY, CONTAINERS } from "@/flow/bodies";
import type { NodeId } from "@/flow/types";
import { type RunView, stepOf } from "./view";

/** Whether a run went by a connection. */
export function isTaken(view: RunView, source: NodeId, port: string, target: NodeId): boolean {
  if (source === "start") return view.startedAt !== null;
  const step = stepOf(view, source);
  if (!step) return false;
  // A map or loop leaves by another port when its body has long begun.
  if (port === BODY && CONTAINERS.has(step.kind)) return (stepOf(view, target)?.status ?? "skipped") !== "skipped";
  return (step.status === "done" || step.status === "failed") && step.port === port;
}
