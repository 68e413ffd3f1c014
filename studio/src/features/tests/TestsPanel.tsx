import { useEditorState, useTools, useTrial } from "@/editor/context";
import { t } from "@/i18n";
import { TestList } from "./TestList";

/** The draft's tests under the canvas, on which their coverage can be seen. */
export default function TestsPanel({ canEdit }: { canEdit: boolean }) {
  const { sync, trial } = useTools();
  const flow = useEditorState((state) => state.name);
  const show = useTrial((state) => state.showCoverage);
  const known = useTrial((state) => state.coverage !== null);
  return (
    <TestList
      flow={flow}
      canEdit={canEdit}
      before={async () => sync?.flush()}
      aside={
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" role="switch" checked={show} disabled={!known && !show} onChange={(event) => trial.setState({ showCoverage: event.target.checked })} /> {t("Show on the canvas what is not tested")}
        </label>
      }
    />
  );
}
