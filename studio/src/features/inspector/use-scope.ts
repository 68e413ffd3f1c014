import { useCallback, useRef } from "react";
import { useTools } from "@/editor/context";
import type { RunView } from "@/editor/runs/fold-events";
import { inScope, type Name } from "@/flow/scope";
import type { Flow } from "@/flow/types";
import { useLastRun } from "./last-run";
import { seenOf } from "./seen";

/** What an expression of the node may read, worked out when it is asked for: typing alone costs nothing. */
export function useScope(node: string): () => Name[] {
  const { editor, runs } = useTools();
  const { view: last } = useLastRun();
  const made = useRef<{ flow: Flow; run: RunView | null; names: Name[] } | null>(null);
  return useCallback(() => {
    const { doc, kinds } = editor.getState();
    const run = runs.getState().view ?? last;
    if (made.current?.flow !== doc.flow || made.current.run !== run) {
      made.current = { flow: doc.flow, run, names: inScope(doc.flow, kinds, node, run ? seenOf(run) : { outputs: {} }) };
    }
    return made.current.names;
  }, [editor, runs, node, last]);
}
