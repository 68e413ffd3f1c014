import { useMemo } from "react";
import { useEditorState, useRun } from "@/editor/context";
import type { Scene } from "./paint";

export function useScene(): Scene {
  const flow = useEditorState((state) => state.doc.flow);
  const layout = useEditorState((state) => state.doc.layout);
  const kinds = useEditorState((state) => state.kinds);
  const selected = useEditorState((state) => state.nodes);
  const findings = useEditorState((state) => state.findings);
  const found = useEditorState((state) => (state.find?.text.trim() ? state.find.nodes : null));
  const run = useRun((state) => state.view);
  return useMemo(() => {
    const flagged = new Set(findings.flatMap((finding) => (finding.node && finding.severity === "error" ? [finding.node] : [])));
    return { flow, layout, kinds, selected, flagged, run, found };
  }, [flow, layout, kinds, selected, findings, run, found]);
}
