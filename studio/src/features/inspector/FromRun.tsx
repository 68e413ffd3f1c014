import { useRef } from "react";
import { useTools } from "@/editor/context";
import type { RunView } from "@/editor/runs/fold-events";
import { t } from "@/i18n";
import { Rich } from "@/ui/rich";
import { timeOf } from "./last-run";

/** Which run the values are from; the flow's last run, which nobody chose, can be chosen here. */
export function FromRun({ view, isLast }: { view: RunView; isLast: boolean }) {
  const { editor, runs } = useTools();
  const line = useRef<HTMLParagraphElement>(null);
  const time = timeOf(view);
  const choose = () => {
    // The link goes with the choice: the focus stays where it was.
    line.current?.focus();
    runs.watch(view.id, false);
    editor.say(t("The run of {time} is chosen.", { time }));
  };
  const link = (words: string) => (
    <button type="button" className="text-accent underline underline-offset-2" onClick={choose}>
      {words}
    </button>
  );
  return (
    <p ref={line} tabIndex={-1} className="text-muted outline-none">
      {time !== "" && <Rich text={t("From the <run>run of {time}</run>.", { time })} parts={{ run: (words) => (isLast ? link(words) : words) }} />}
    </p>
  );
}
