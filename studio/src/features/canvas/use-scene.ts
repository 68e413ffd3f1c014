import { useMemo } from "react";
import { useEditorState, useRun } from "@/editor/context";
import { useMarks } from "@/editor/marks";
import { shapeOf } from "@/flow/document";
import type { Scene } from "./paint";

/** `titled`: what the nodes are called is written on them. Else typing paints nothing anew. */
export function useScene(titled: boolean): Scene {
  const flow = useEditorState((state) => (titled ? state.doc.flow : shapeOf(state.doc.flow)));
  const layout = useEditorState((state) => state.doc.layout);
  const kinds = useEditorState((state) => state.kinds);
  const selected = useEditorState((state) => state.nodes);
  const findings = useEditorState((state) => state.findings);
  const found = useEditorState((state) => (state.find?.text.trim() ? state.find.nodes : null));
  const run = useRun((state) => state.view);
  const marks = useMarks();
  return useMemo(() => {
    const flagged = new Set(findings.flatMap((finding) => (finding.node && finding.severity === "error" ? [finding.node] : [])));
    return { flow, layout, kinds, selected, flagged, run, found, marks };
  }, [flow, layout, kinds, selected, findings, run, found, marks]);
}
