// What a run's time went into, and what its steps used up.
import type { Kinds } from "@/flow/connect";
import { placeOf } from "./address";
import { type Step, workedMs } from "./view";

export type Work = "model" | "tool" | "flow" | "pinned";

/** Who was at work in a step: a model, a tool, the flow itself, or nobody where a pin answered. */
export function workOf(step: Step, kinds: Kinds): Work {
  if (step.pinned) return "pinned";
  const kind = kinds.get(step.kind);
  if (step.usage?.model || kind?.category === "think") return "model";
  return kind?.role === "tool" || step.kind.startsWith("mcp:") ? "tool" : "flow";
}

export interface Spent {
  model: number;
  tool: number;
  flow: number;
  /** Not spent, only taken as the answer of a call. */
  pinned: number;
  waited: number;
  paused: number;
}

/** Of the steps that do something themselves: what a map, a loop or an agent takes is the time of what runs inside it. */
export function spent(steps: readonly Step[], kinds: Kinds): Spent {
  const sum: Spent = { model: 0, tool: 0, flow: 0, pinned: 0, waited: 0, paused: 0 };
  const owners = new Set(steps.map((step) => placeOf(step.address).owner));
  for (const step of steps) {
    if (owners.has(step.address)) continue;
    sum[workOf(step, kinds)] += Math.max(0, workedMs(step) - step.pausedMs);
    sum.waited += step.waitedMs;
    sum.paused += step.pausedMs;
  }
  return sum;
}
