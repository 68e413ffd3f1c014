// The layout engine in its worker: loaded when somebody tidies up for the first time, and kept.
import ELK, { type ELK as Engine } from "elkjs/lib/elk-api.js";
import type { Kinds } from "@/flow/connect";
import type { Doc } from "@/flow/document";
import { tidyGraph, type TidyNode } from "@/flow/tidy-graph";
import { tidyMoves } from "@/flow/tidy-place";
import type { NodeId, Point } from "@/flow/types";

interface Running {
  engine: Engine;
  /** Rejected when the worker cannot be loaded, or dies: the engine itself waits for its answer for ever. */
  failed: Promise<never>;
}

let running: Running | null = null;

function start(): Running {
  const worker = new Worker(new URL("./elk.worker.ts", import.meta.url), { type: "module" });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => {
      // The next time it is tried anew.
      running = null;
      worker.terminate();
      reject(new Error(event.message || "the worker of the layout engine could not be loaded"));
    });
  });
  return { engine: new ELK({ workerFactory: () => worker }), failed };
}

/** Where the nodes go; `scope` is `null` for the whole flow. */
export async function layOut(doc: Doc, kinds: Kinds, scope: Set<NodeId> | null): Promise<Record<NodeId, Point>> {
  running ??= start();
  const { engine, failed } = running;
  const laidOut = (await Promise.race([engine.layout(tidyGraph(doc, kinds, scope)), failed])) as TidyNode;
  return tidyMoves(doc, kinds, laidOut, scope === null);
}
