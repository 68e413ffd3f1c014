// Asks the server what is wrong with the draft, 250 ms after the last change of the flow itself.
import { checkFlow } from "@/api/flows";
import type { Editor } from "./store";

export const CHECK_AFTER_MS = 250;
const RETRY_MS = 5_000;

export function startChecking(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const check = async () => {
    running?.abort();
    const mine = (running = new AbortController());
    const { name, doc } = editor.getState();
    editor.setState({ checked: "checking" });
    try {
      const findings = await checkFlow(name, doc.flow, mine.signal);
      if (!mine.signal.aborted) editor.setState({ findings, checked: "done" });
    } catch {
      if (mine.signal.aborted) return;
      // The save indicator already tells of a lost network; the list says that it is out of date.
      editor.setState({ checked: "failed" });
      timer = setTimeout(() => void check(), RETRY_MS);
    }
  };
  const stop = editor.subscribe((state, before) => {
    if (state.doc.flow === before.doc.flow) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), CHECK_AFTER_MS);
  });
  void check();
  return () => {
    stop();
    clearTimeout(timer);
    running?.abort();
  };
}
