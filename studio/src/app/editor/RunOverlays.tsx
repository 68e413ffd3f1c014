import { Suspense } from "react";
import type { Run } from "@/api/types";
import { Awaited } from "@/editor/awaited";
import { useEditorState, useRun, useTools, useTrial } from "@/editor/context";
import { lazily } from "@/ui/lazily";

const RunDialogs = lazily(() => import("@/features/runs/RunDialogs"));
const SaveTestDialog = lazily(() => import("@/features/tests/SaveTestDialog"));

/** Dialogs of debugging and testing, loaded when the first one opens. */
export function RunOverlays({ onRun }: { onRun: (run: Run) => void }) {
  const { trial } = useTools();
  const flow = useEditorState((state) => state.name);
  const dialog = useTrial((state) => state.dialog);
  // What was said first is what the test is about, as far as anybody can tell.
  const said = useRun((state) => (state.now?.input as { message?: unknown } | undefined)?.message);
  if (!dialog) return null;
  return (
    <Suspense fallback={<Awaited onCancel={() => trial.open(null)} />}>
      {dialog.is === "save-test" ? <SaveTestDialog key={dialog.run} flow={flow} run={dialog.run} title={typeof said === "string" ? said.slice(0, 60) : ""} onClose={() => trial.open(null)} /> : <RunDialogs onRun={onRun} />}
    </Suspense>
  );
}
