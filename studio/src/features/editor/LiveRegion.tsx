import { useEffect, useRef, useState } from "react";
import { statusWord } from "@/editor/runs/step-words";
import { t } from "@/i18n";
import { useEditorState, useRun } from "@/editor/context";

const EVERY_MS = 2_000;

/** Says what the canvas only shows: edits at once, the progress of a run at most every two seconds. */
export function LiveRegion() {
  const said = useEditorState((state) => state.said);
  const progress = useRun(({ view }) => {
    if (!view) return "";
    const step = view.steps.at(-1);
    if (view.status === "completed") return t("The run is done.");
    if (view.status === "failed") return t("The run failed. {message}", { message: view.error?.message ?? "" });
    if (view.status === "cancelled") return t("The run was stopped.");
    return step ? t("{node}: {status}", { node: step.node, status: statusWord(step) }) : "";
  });
  const [spoken, setSpoken] = useState("");
  const last = useRef(0);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        last.current = Date.now();
        setSpoken(progress);
      },
      Math.max(0, last.current + EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [progress]);
  return (
    <div className="sr-only">
      <p aria-live="polite" data-said>
        {said}
      </p>
      <p aria-live="polite">{spoken}</p>
    </div>
  );
}
