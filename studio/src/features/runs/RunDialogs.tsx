import type { Run } from "@/api/types";
import { useTools, useTrial } from "@/editor/context";
import { ForkDialog } from "./ForkDialog";
import { PinDialog } from "./PinDialog";
import { StopDialog } from "./StopDialog";

/** What is asked before a test run goes another way; one dialog at a time. */
export default function RunDialogs({ onRun }: { onRun: (run: Run) => void }) {
  const { trial } = useTools();
  const dialog = useTrial((state) => state.dialog);
  const close = () => trial.open(null);
  switch (dialog?.is) {
    case "pin":
      return <PinDialog key={dialog.node} node={dialog.node} onClose={close} />;
    case "stop":
      return <StopDialog key={dialog.node} node={dialog.node} onClose={close} />;
    case "fork":
      return <ForkDialog key={`${dialog.run} ${dialog.seq}`} run={dialog.run} seq={dialog.seq} from={dialog.from} wish={dialog.wish} onRun={onRun} onClose={close} />;
    default:
      return null;
  }
}
