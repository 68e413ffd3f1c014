// Going on from a step of a run: what is taken over, what is done again, and which of that changes the world.
import type { Pin } from "@/api/runs";
import type { Kinds } from "@/flow/connect";
import { type RunView, type Step, tokensOf } from "./view";

export interface Reuse {
  /** Finished by then: not done, and not paid, again. */
  kept: Step[];
  tokens: number;
  costMicros: number;
  /** What came after and changed something outside: tickets, messages, requests. */
  writes: Step[];
  /** Questions and approvals among what was finished: without the log they are asked again. */
  asked: Step[];
}

export function reuse(steps: readonly Step[], seq: number, kinds: Kinds): Reuse {
  const isOver = (step: Step) => step.status === "done" && step.seq <= seq;
  const kept = steps.filter((step) => isOver(step) && step.address !== "start");
  return {
    kept,
    tokens: kept.reduce((sum, step) => sum + tokensOf(step.usage), 0),
    costMicros: kept.reduce((sum, step) => sum + (step.usage?.cost_micros ?? 0), 0),
    writes: steps.filter((step) => !isOver(step) && step.status !== "skipped" && kinds.get(step.kind)?.effect === "write"),
    asked: kept.filter((step) => kinds.get(step.kind)?.category === "people" && kinds.get(step.kind)?.role === "control"),
  };
}

/** Outcomes of calls as pins, in the order in which they came; edited ones as they were edited. */
export function pinsOf(steps: readonly Step[], kinds: Kinds, edited: Readonly<Record<string, unknown>> = {}): Record<string, Pin[]> {
  const pins: Record<string, Pin[]> = {};
  for (const step of steps) {
    if (step.status !== "done" || (kinds.get(step.kind)?.role ?? "tool") !== "tool") continue;
    const output = step.address in edited ? edited[step.address] : step.output;
    pins[step.address] = [...(pins[step.address] ?? []), { output }];
  }
  return pins;
}

/**
 * The idempotency key under which a step's effects went out; `null` where the browser cannot work it out (no secure connection).
 * It is a UUID of version 5 over the run that the work belongs to, the step's address and its firing.
 */
export async function stepKey(root: string, step: Pick<Step, "address" | "iteration">): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const space = Uint8Array.from(root.replaceAll("-", "").match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const name = new TextEncoder().encode(`${step.address}/${step.iteration}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-1", new Uint8Array([...space, ...name]))).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Clocks are read a moment apart. */
const TOLERANCE_MS = 2;

/** What a fork or a retry has from the run that it goes on from: its time passed there, so it is longer than what lies between its own events. */
export function isReused(step: Pick<Step, "startedAt" | "endedAt" | "durationMs">, view: Pick<RunView, "startedAt">, lineage: string | null | undefined): boolean {
  const took = step.durationMs ?? 0;
  if (!lineage || step.endedAt === null || took <= 0) return false;
  return step.endedAt === view.startedAt || took - (step.endedAt - step.startedAt) > TOLERANCE_MS;
}
