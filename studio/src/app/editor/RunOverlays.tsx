import { lazy, Suspense } from "react";
import type { Run } from "@/api/types";
import { useTrial } from "@/editor/context";

const RunDialogs = lazy(() => import("@/features/runs/RunDialogs"));

/** Dialogs of debugging, loaded when the first one opens. */
export function RunOverlays({ onRun }: { onRun: (run: Run) => void }) {
  const dialog = useTrial((state) => state.dialog);
  if (!dialog) return null;
  return (
    <Suspense>
      <RunDialogs onRun={onRun} />
    </Suspense>
  );
}
