// The layout engine in its worker: loaded when somebody tidies up for the first time, and kept.
import ELK, { type ELK as Engine } from "elkjs/lib/elk-api.js";
import type { TidyNode } from "@/flow/tidy-graph";

let engine: Engine | null = null;

export async function layOut(graph: TidyNode): Promise<TidyNode> {
  engine ??= new ELK({ workerFactory: () => new Worker(new URL("./elk.worker.ts", import.meta.url), { type: "module" }) });
  return (await engine.layout(graph)) as TidyNode;
}
